package dev.latchkey.functions.room;

import dev.latchkey.functions.body.Body;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomControls;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a room's fields from a request, over what the room has so far: a new room starts from the defaults, a change from the
 * room as it is. 0 takes a limit away, and null whatever a room can be without.
 */
final class RoomBody {
    private static final long MOST_STAY_SEC = 366L * 24 * 3600;

    private final Body body;
    private final AddressRules addresses;

    /** @param addresses those that webhooks may go to */
    RoomBody(Body body, AddressRules addresses) {
        this.body = body;
        this.addresses = addresses;
    }

    /** The name asked for; empty when one is to be made up. */
    Optional<RoomName> name() {
        return body.parsed("roomName", RoomName::parse, RoomName.EXPECTED);
    }

    /**
     * What a client that sends a whole room back repeats of it. These fields never change, so they are taken when they say
     * what is so and refused when they say anything else.
     */
    void repeats(Room room) {
        for (Map.Entry<String, Object> fixed : Map.<String, Object>of(
                        "_id",
                        room.id(),
                        "roomName",
                        room.name().value(),
                        "app",
                        room.app().value(),
                        "created",
                        RoomJson.of(room).getOrDefault("created", ""))
                .entrySet()) {
            body.text(fixed.getKey(), 64)
                    .filter(given -> !given.equals(fixed.getValue()))
                    .ifPresent(given -> body.refuse(fixed.getKey(), "cannot be changed"));
        }
        if (body.bool(Room.LARGE, room.isLarge()) != room.isLarge()) {
            body.refuse(Room.LARGE, "cannot be changed: a room is made large, or is not");
        }
    }

    /** @param allowed whether a room may be large here */
    boolean large(boolean allowed) {
        boolean large = body.bool(Room.LARGE, false);
        if (large && !allowed) {
            body.refuse(Room.LARGE, "is not switched on here: the operator sets LargeRooms");
        }
        return large;
    }

    RoomRules rules(RoomRules before, Map<String, Object> settings) {
        boolean isPrivate = body.parsed("privacy", RoomBody::isPrivate, "must be public or private")
                .orElse(before.isPrivate());
        Instant opensAt = body.has("notBeforeUnixSec")
                ? Instant.ofEpochSecond(body.clearableUnixSec("notBeforeUnixSec"))
                : before.opensAt();
        Instant expiresAt = expiresAt(before);
        if (!expiresAt.isAfter(opensAt)) {
            body.refuse("expireUnixSec", "must be after notBeforeUnixSec");
        }
        int maxParticipants =
                (int) body.clearableLimit("maxParticipants", RoomRules.MOST_PARTICIPANTS, before.maxParticipants());
        return new RoomRules(
                isPrivate,
                body.bool("enableRequestToJoin", before.requestToJoin()),
                body.bool("roomLocked", before.locked()),
                opensAt,
                expiresAt,
                body.bool("ejectAtRoomExp", before.ejectAtExpiry()),
                maxParticipants,
                reservedPlaces(before, maxParticipants),
                body.parsed("onSecondEntry", SecondEntry::parse, "must be allow, replace or refuse")
                        .orElse(before.onSecondEntry()),
                Duration.ofSeconds(body.clearableLimit(
                        "ejectAfterElapsedTimeInSec",
                        MOST_STAY_SEC,
                        before.ejectAfter().toSeconds())),
                RoomControls.withheld(settings));
    }

    private int reservedPlaces(RoomRules before, int maxParticipants) {
        int reserved =
                (int) body.clearableLimit("reservedPlaces", RoomRules.MOST_PARTICIPANTS, before.reservedPlaces());
        if (reserved <= maxParticipants) {
            return reserved;
        }
        body.refuse(
                "reservedPlaces",
                maxParticipants == 0
                        ? "are places of maxParticipants, and the room has none"
                        : "must not be more than maxParticipants");
        return 0;
    }

    private Instant expiresAt(RoomRules before) {
        if (!body.has("expireUnixSec")) {
            return before.expiresAt();
        }
        long expires = body.clearableUnixSec("expireUnixSec");
        return expires == 0 ? Instant.MAX : Instant.ofEpochSecond(expires);
    }

    private static Optional<Boolean> isPrivate(String privacy) {
        int index = List.of("public", "private").indexOf(privacy);
        return index < 0 ? Optional.empty() : Optional.of(index == 1);
    }

    Map<String, Object> settings(Map<String, Object> before) {
        Map<String, Object> settings = new LinkedHashMap<>(before);
        for (RoomField field : RoomField.ALL) {
            if (field.isClearedBy(body)) {
                field.clear(settings);
            } else {
                field.read(body, before, addresses).ifPresent(value -> settings.put(field.name(), value));
            }
        }
        if (Boolean.TRUE.equals(settings.get("enableRTMPOut")) && !settings.containsKey("rtmpOutURL")) {
            body.refuse("rtmpOutURL", "is needed when enableRTMPOut is true");
        }
        if (body.bool("archived", false)) {
            body.refuse("archived", "cannot be set: DELETE archives a room");
        }
        return settings;
    }
}
