package dev.latchkey.testing;

import dev.latchkey.access.Restrictions;
import dev.latchkey.app.AppName;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.PlainText;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes the values that property tests are about. Few different ones, so that what has to meet does meet: times lie on both
 * sides of noon and exactly on it, names and ids come out of a handful.
 */
public final class Arbitrary {
    private static final long FIRST_SEED = 20_260_101;

    /** Letters, and all that JSON, URLs, pages and storage keys might stumble over. */
    private static final int[] CHARACTERS = {
        'a', 'Z', '7', ' ', '"', '\\', '/', '#', '<', '\'', 0xE4, 0x5D0, 0x2028, 0xFFFD, 0x1F600, 0x10FFFF
    };

    private final Random random;

    /** The same seed makes the same values in the same order. */
    public Arbitrary(long seed) {
        // Seeds one apart would begin alike.
        this.random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    }

    /** Tries the property on that many worlds, and names the seed of the first in which it does not hold. */
    public static void forAll(int worlds, Consumer<Arbitrary> property) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + worlds; seed++) {
            try {
                property.accept(new Arbitrary(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("does not hold for new Arbitrary(" + seed + "): " + e.getMessage(), e);
            }
        }
    }

    public boolean coin() {
        return random.nextBoolean();
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    /** From 0 to {@code most}, both included. */
    public int upTo(int most) {
        return random.nextInt(most + 1);
    }

    @SafeVarargs
    public final <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The same members in another order, also in the objects inside. */
    public Map<String, Object> shuffled(Map<String, Object> members) {
        List<String> names = new ArrayList<>(members.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> shuffled = new LinkedHashMap<>();
        for (String name : names) {
            shuffled.put(
                    name, members.get(name) instanceof Map<?, ?> inner ? shuffled(texts(inner)) : members.get(name));
        }
        return shuffled;
    }

    private static Map<String, Object> texts(Map<?, ?> members) {
        Map<String, Object> texts = new LinkedHashMap<>();
        members.forEach((name, value) -> texts.put((String) name, value));
        return texts;
    }

    /** Whole seconds, as every time on the wire is. */
    public Instant aroundNoon() {
        return RoomBuilder.NOON.plusSeconds(oneOf(-86_400, -3600, -1, 0, 1, 3600, 86_400));
    }

    /** A moment at which something is decided: noon, or a nanosecond beside it. */
    public Instant now() {
        return RoomBuilder.NOON.plusNanos(oneOf(-1, 0, 1));
    }

    public Duration stay() {
        return Duration.ofSeconds(oneOf(0, 0, 1, 60, 1800, 31_622_400));
    }

    public AppName app() {
        return new AppName(oneOf("acme", "acme", "acme", "other"));
    }

    public RoomName roomName() {
        return new RoomName(oneOf("standup", "standup", "standup", "Standup", "retro"));
    }

    public String roomId() {
        return oneOf(
                RoomBuilder.STANDUP_ID, RoomBuilder.STANDUP_ID, RoomBuilder.STANDUP_ID, "5f0000000000000000000002");
    }

    public Room room() {
        RoomBuilder sketch = new RoomBuilder()
                .of(app())
                .name(roomName().value())
                .id(roomId())
                .isPrivate(coin())
                .requestToJoin(coin())
                .locked(oneIn(3))
                .ejectAtExpiry(coin())
                .maxParticipants(oneOf(0, 1, 50, 100_000))
                .ejectAfter(stay());
        if (oneIn(3)) {
            sketch.opensAt(aroundNoon());
        }
        if (oneIn(3)) {
            sketch.expiresAt(aroundNoon());
        }
        if (oneIn(4)) {
            sketch.tokensNotBefore(aroundNoon());
        }
        return sketch.room();
    }

    public AccessClaims token() {
        return new AccessClaims(
                app(),
                id(),
                "jti-" + upTo(1_000_000),
                aroundNoon(),
                oneIn(3) ? aroundNoon() : Instant.EPOCH,
                oneIn(3) ? aroundNoon() : Instant.MAX,
                coin() ? new TokenScope.OneRoom(roomName(), roomId()) : new TokenScope.EveryRoom(),
                grant(),
                person(),
                stay(),
                oneOf(0, 1, 20, AccessClaims.MOST_PEERS));
    }

    public Restrictions restrictions() {
        Instant cutOff = oneIn(4) ? aroundNoon() : Instant.EPOCH;
        return new Restrictions(
                oneIn(4), oneIn(4), oneIn(4) ? oneOf(Rank.ADMIN, Rank.CO_HOST, Rank.HOST) : null, cutOff);
    }

    public Grant grant() {
        return new Grant(role(), permissions());
    }

    public Role role() {
        return oneIn(3) ? new Role(oneOf("dj", "stage-manager", "x".repeat(20))) : oneOf(Role.PREDEFINED);
    }

    public Permissions permissions() {
        EnumSet<Right> rights = EnumSet.noneOf(Right.class);
        for (Right right : Right.values()) {
            if (coin()) {
                rights.add(right);
            }
        }
        return new Permissions(rights);
    }

    public Person person() {
        Map<String, Boolean> options = new LinkedHashMap<>();
        for (String option : AccessClaims.OPTIONS) {
            if (oneIn(3)) {
                options.put(option, coin());
            }
        }
        return new Person(
                coin() ? name() : null,
                coin() ? id().replace(" ", "") + "@example.com" : null,
                coin() ? text(0, 12) : null,
                coin() ? id() : null,
                oneIn(4) ? JsonText.of(orTrue(json(4))) : null,
                options);
    }

    /** The app's own name for something: anything without line breaks. */
    public String id() {
        return "u" + text(0, 11).replace("\u2028", "");
    }

    /** A name that somebody may have: trimmed, and without line breaks. */
    public String name() {
        return PlainText.shown("A" + text(0, 11));
    }

    /** Metadata that is null is metadata that was not given. */
    private static Object orTrue(Object value) {
        return value == null ? true : value;
    }

    /** A text of that many characters. */
    public String text(int fewest, int most) {
        StringBuilder text = new StringBuilder();
        int length = fewest + upTo(most - fewest);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return text.toString();
    }

    /** Any JSON value, at most that many levels deep. */
    public Object json(int levels) {
        switch (upTo(levels > 0 ? 8 : 6)) {
            case 0:
                return null;
            case 1:
                return coin();
            case 2:
                return (long) upTo(1000) - 500;
            case 3:
                return random.nextLong();
            case 4:
                return random.nextInt() / 1024.0;
            case 7:
                List<Object> elements = new ArrayList<>();
                for (int i = upTo(3); i > 0; i--) {
                    elements.add(json(levels - 1));
                }
                return elements;
            case 8:
                Map<String, Object> members = new LinkedHashMap<>();
                for (int i = upTo(3); i > 0; i--) {
                    members.put(text(0, 8), json(levels - 1));
                }
                return members;
            default:
                return text(0, 20);
        }
    }
}
