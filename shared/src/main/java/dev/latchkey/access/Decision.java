package dev.latchkey.access;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Reach;
import dev.latchkey.id.Ids;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One decision on access: who by id, what, how it ended, by which rule. It holds ids and never a token, a key, a name or an
 * address, so that it may be kept for long and read by many.
 */
public final class Decision {
    private final Map<String, String> members;
    private final Map<Measure, Duration> measures;

    private Decision(Map<String, String> members, Map<Measure, Duration> measures) {
        this.members = members;
        this.measures = measures;
    }

    public static Decision about(What what) {
        return new Decision(Map.of(), Map.of()).with("what", what.wireName());
    }

    public Decision app(AppName app) {
        return with("app", app.value());
    }

    /** A room that there is: the name of one that there is not may be anything that a caller put in its place. */
    public Decision room(AppName app, RoomName room) {
        return app(app).with("roomName", room.value());
    }

    public Decision room(Room room) {
        return room(room.app(), room.name()).with("roomId", room.id());
    }

    /** The token in question, with the app and the room that it is for. */
    public Decision token(AccessClaims token) {
        Decision named = app(token.app()).jti(token.jti()).user(token.app(), token.subject());
        return token.reach() instanceof Reach.OneRoom one
                ? named.with("roomName", one.name().value()).with("roomId", one.roomId())
                : named;
    }

    public Decision jti(String jti) {
        return withId("jti", jti);
    }

    public Decision joinRequest(String id) {
        return withId("joinRequestId", id);
    }

    public Decision peer(String id) {
        return withId("peerId", id);
    }

    public Decision key(String id) {
        return withId("keyId", id);
    }

    /** What is no id of ours is not written down: it is whatever a caller put in its place. */
    private Decision withId(String name, String id) {
        return Ids.isUlid(id) ? with(name, id) : this;
    }

    /**
     * The user in question. An app's own id of a user is often an e-mail address or a name, so only the start of a digest is
     * kept: whoever knows the id finds the user's lines, and nobody reads the id out of them at a glance.
     */
    public Decision user(AppName app, String subject) {
        return subject.isEmpty() ? this : with("user", digest(app + "\n" + subject));
    }

    /** @param id such as {@code key:01H...} or {@code peer:01H...} */
    public Decision by(String id) {
        return with("by", id);
    }

    /** A custom role is a text of the app's, of which nobody knows what it says. */
    public Decision role(Role role) {
        return with("role", Role.PREDEFINED.contains(role) ? role.name() : "custom");
    }

    public Decision granted() {
        return outcome("granted");
    }

    public Decision refused(Reason rule) {
        return outcome("refused").rule(rule.code());
    }

    public Decision outcome(String outcome) {
        return with("outcome", outcome);
    }

    /** Why it was decided so. */
    public Decision rule(String rule) {
        return with("rule", rule);
    }

    private Decision with(String name, String value) {
        if (value.isEmpty()) {
            return this;
        }
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new Decision(more, measures);
    }

    /** How long something took that the decision ended; none when clocks disagree about which came first. */
    public Decision took(Measure measure, Duration duration) {
        Map<Measure, Duration> more = new EnumMap<>(Measure.class);
        more.putAll(measures);
        more.put(measure, duration.isNegative() ? Duration.ZERO : duration);
        return new Decision(members, more);
    }

    /** By field name, in the order in which they were named. */
    public Map<String, String> members() {
        return new LinkedHashMap<>(members);
    }

    /** What was measured, if anything was. */
    public Map<Measure, Duration> measures() {
        return Map.copyOf(measures);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }

    @Override
    public String toString() {
        return "Decision" + members;
    }

    /** What a decision may have taken. */
    public enum Measure {
        /** From a join request to its end. */
        WAITED,
        /** From the instant at which somebody's time was up until that was written down. */
        LATE
    }

    /** What is decided on. */
    public enum What {
        /** Somebody at a door. */
        ENTRY,
        /** Whether a token is good. */
        VALIDATION,
        /** An admin lets somebody in. */
        APPROVAL,
        /** An admin turns somebody away. */
        DENIAL,
        /** A peer's role or permissions. */
        ROLE_CHANGE,
        EJECTION,
        BAN,
        UNBAN,
        /** One token, or all that were issued before some time. */
        REVOCATION,
        /** What the holder of a session token may do. */
        SESSION,
        /** What an app's server may do with its API key. */
        API_KEY_USE,
        /** What the operator did to an app or to its API keys. */
        OPERATION;

        String wireName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
