package dev.latchkey.testing;

import dev.latchkey.app.AppName;
import dev.latchkey.permission.Permissions;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A public room without limits, to be changed in what a test is about. */
public final class RoomBuilder {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final AppName APP = new AppName("acme");
    public static final RoomName STANDUP = new RoomName("standup");
    public static final String STANDUP_ID = "5f0000000000000000000001";

    private AppName app = APP;
    private RoomName name = STANDUP;
    private String id = STANDUP_ID;
    private boolean isPrivate;
    private boolean requestToJoin;
    private boolean locked;
    private Instant opensAt = Instant.EPOCH;
    private Instant expiresAt = Instant.MAX;
    private boolean ejectAtExpiry;
    private int maxParticipants;
    private int reservedPlaces;
    private SecondEntry onSecondEntry = SecondEntry.ALLOW;
    private Duration ejectAfter = Duration.ZERO;
    private Permissions withheld = Permissions.NONE;
    private Instant tokensNotBefore = Instant.EPOCH;

    public static RoomBuilder publicRoom() {
        return new RoomBuilder();
    }

    public static RoomBuilder privateRoom() {
        return new RoomBuilder().isPrivate(true);
    }

    public RoomBuilder of(AppName otherApp) {
        app = otherApp;
        return this;
    }

    public RoomBuilder name(String otherName) {
        name = new RoomName(otherName);
        return this;
    }

    public RoomBuilder id(String otherId) {
        id = otherId;
        return this;
    }

    public RoomBuilder isPrivate(boolean so) {
        isPrivate = so;
        return this;
    }

    public RoomBuilder requestToJoin(boolean so) {
        requestToJoin = so;
        return this;
    }

    public RoomBuilder locked(boolean so) {
        locked = so;
        return this;
    }

    public RoomBuilder opensAt(Instant instant) {
        opensAt = instant;
        return this;
    }

    public RoomBuilder expiresAt(Instant instant) {
        expiresAt = instant;
        return this;
    }

    public RoomBuilder ejectAtExpiry(boolean so) {
        ejectAtExpiry = so;
        return this;
    }

    public RoomBuilder maxParticipants(int most) {
        maxParticipants = most;
        return this;
    }

    public RoomBuilder reservedPlaces(int forAdmins) {
        reservedPlaces = forAdmins;
        return this;
    }

    public RoomBuilder onSecondEntry(SecondEntry rule) {
        onSecondEntry = rule;
        return this;
    }

    public RoomBuilder ejectAfter(Duration stay) {
        ejectAfter = stay;
        return this;
    }

    public RoomBuilder withheld(Permissions permissions) {
        withheld = permissions;
        return this;
    }

    public RoomBuilder tokensNotBefore(Instant cutOff) {
        tokensNotBefore = cutOff;
        return this;
    }

    public Room room() {
        Room room = Room.create(app, name, id, rules(), Map.of(), NOON.minus(Duration.ofDays(1)));
        return tokensNotBefore.equals(Instant.EPOCH) ? room : room.withTokensNotBefore(tokensNotBefore, "key:k1", NOON);
    }

    private RoomRules rules() {
        return new RoomRules(
                isPrivate,
                requestToJoin,
                locked,
                opensAt,
                expiresAt,
                ejectAtExpiry,
                maxParticipants,
                reservedPlaces,
                onSecondEntry,
                ejectAfter,
                withheld);
    }
}
