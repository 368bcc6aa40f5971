package dev.latchkey.room;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A room: a door with its rules, and the settings that clients are handed at admission.
 *
 * @param id names this very room for ever (Metered's {@code _id}): a later room under an archived name has another
 * @param settings what Latchkey keeps and hands on without weighing it, by wire name
 * @param seats how places are counted
 * @param tokensNotBefore tokens issued before this instant do not open the room; {@link Instant#EPOCH} without a cut-off
 * @param cutOffBy the id of the caller who said so last; empty without a cut-off
 * @param bansErased whether the ban of an erased person stands here, which is found under a digest only: one more read, that
 *     rooms without such a ban are spared
 * @param restrictionMark whether anything may be held against anybody in the room
 * @param version goes up by one with each change, so that two changes at once cannot silently undo each other
 * @param changedAt when it was changed last, or made
 */
public record Room(
        AppName app,
        RoomName name,
        String id,
        Instant created,
        RoomRules rules,
        Map<String, Object> settings,
        SeatPlan seats,
        Instant tokensNotBefore,
        String cutOffBy,
        boolean bansErased,
        RestrictionMark restrictionMark,
        long version,
        Instant changedAt) {
    /** The setting that spreads a room's people over several partitions; fixed when the room is made. */
    public static final String LARGE = "large";

    private static final String DELETE_ON_EXPIRY = "deleteOnExp";
    private static final String NO_ACTIVITY_LIMIT = "endMeetingAfterNoActivityInSec";

    public Room {
        Objects.requireNonNull(app, "app");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(rules, "rules");
        // In the order in which they came, so that a room always reads the same.
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        Objects.requireNonNull(seats, "seats");
        Objects.requireNonNull(tokensNotBefore, "tokensNotBefore");
        Objects.requireNonNull(cutOffBy, "cutOffBy");
        Objects.requireNonNull(restrictionMark, "restrictionMark");
        Objects.requireNonNull(changedAt, "changedAt");
    }

    /** Whether the room is archived at its end by itself. */
    public boolean isArchivedAtExpiry() {
        return Boolean.TRUE.equals(settings.get(DELETE_ON_EXPIRY));
    }

    /** Whether the room's people are spread over several partitions: it takes more joins at once, and each costs more. */
    public boolean isLarge() {
        return Boolean.TRUE.equals(settings.get(LARGE));
    }

    /** The id of somebody inside, or of a meeting, made of a ULID: in a large room it is marked, so that it says where it is kept. */
    public String idInside(String ulid) {
        return isLarge() ? Ids.marked(ulid) : ulid;
    }

    /** How long a meeting goes on in which nobody may share anything; zero for as long as its people like. */
    public Duration noActivityLimit() {
        return settings.get(NO_ACTIVITY_LIMIT) instanceof Number seconds
                ? Duration.ofSeconds(seconds.longValue())
                : Duration.ZERO;
    }

    public static Room create(
            AppName app, RoomName name, String id, RoomRules rules, Map<String, Object> settings, Instant now) {
        boolean large = Boolean.TRUE.equals(settings.get(LARGE));
        SeatPlan seats = large ? SeatPlan.spread(id, rules) : SeatPlan.first(id, rules);
        return new Room(
                app,
                name,
                id,
                now,
                rules,
                settings,
                seats,
                Instant.EPOCH,
                "",
                false,
                RestrictionMark.UNRECORDED,
                1,
                now);
    }

    /** The same room with that mark. */
    Room marked(RestrictionMark mark) {
        return marked(bansErased, mark, version);
    }

    private Room marked(boolean erased, RestrictionMark mark, long marking) {
        return new Room(
                app,
                name,
                id,
                created,
                rules,
                settings,
                seats,
                tokensNotBefore,
                cutOffBy,
                erased,
                mark,
                marking,
                changedAt);
    }

    /** Whether nothing but marks has changed since {@code before}, which say something to whoever reads the room and nothing about it. */
    public boolean differsInMarksAlone(Room before) {
        return equals(before.marked(bansErased, restrictionMark, version));
    }

    /** The same room under other rules and settings from {@code now} on, one version on. */
    public Room changed(RoomRules newRules, Map<String, Object> newSettings, Instant now) {
        if (!Objects.equals(newSettings.get(LARGE), settings.get(LARGE))) {
            throw new IllegalArgumentException("a room is large for ever or never");
        }
        return new Room(
                app,
                name,
                id,
                created,
                newRules,
                newSettings,
                seats.changed(rules, newRules),
                tokensNotBefore,
                cutOffBy,
                bansErased,
                restrictionMark,
                version + 1,
                now);
    }

    /** The same room, one version on, that no token issued before {@code cutOff} opens from {@code now} on. */
    public Room withTokensNotBefore(Instant cutOff, String by, Instant now) {
        return new Room(
                app,
                name,
                id,
                created,
                rules,
                settings,
                seats,
                cutOff,
                by,
                bansErased,
                restrictionMark,
                version + 1,
                now);
    }
}
