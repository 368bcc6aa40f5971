package dev.latchkey.functions.room;

import dev.latchkey.functions.body.Body;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.room.RoomControls;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a room that Latchkey checks, keeps and hands on, and does not weigh at the door (Metered's create-room fields,
 * and Huddle01's room controls).
 *
 * @param initial what a room has when nothing was said; null for nothing at all
 * @param forClients whether clients are told at admission
 */
record RoomField(String name, Kind kind, @Nullable Object initial, boolean forClients) {
    private static final int LONGEST_LANG = 35; // the longest language tag that RFC 5646 section 4.4.1 reckons with
    static final int MOST_METADATA = 10 * 1024; // Huddle01's documented limit
    private static final long MOST_SECONDS = 366L * 24 * 3600;

    static final List<RoomField> ALL = List.of(
            toggle("autoJoin", false),
            toggle("showInviteBox", true),
            toggle("enableChat", true),
            toggle("newChatForMeetingSession", true),
            toggle("enableScreenSharing", true),
            toggle("joinVideoOn", true),
            toggle("joinAudioOn", true),
            toggle("enableCamera", true),
            toggle("enableMicrophone", true),
            toggle("enableWatermark", true),
            toggle("enableRecording", false),
            toggle("recordRoom", false),
            toggle(RoomControls.OWNER_ONLY_BROADCAST, false),
            toggle("audioOnlyRoom", false),
            toggle("enableComposition", false),
            toggle("recordComposition", false),
            toggle("enableRTMPOut", false),
            toggle("enableLiveStreaming", false),
            toggle("deleteOnExp", false),
            toggle(RoomControls.ALLOW_PRODUCE, true),
            toggle(RoomControls.ALLOW_CONSUME, true),
            toggle(RoomControls.ALLOW_SEND_DATA, true),
            new RoomField(RoomControls.ALLOW_PRODUCE_SOURCES, Kind.SOURCES, null, true),
            new RoomField("endMeetingAfterNoActivityInSec", Kind.SECONDS, null, true),
            new RoomField("compositionLayout", Kind.LAYOUT, null, true),
            new RoomField("lang", Kind.LANGUAGE, "en", true),
            new RoomField("metadata", Kind.METADATA, null, true),
            new RoomField("rtmpOutURL", Kind.STREAM_URL, null, false),
            new RoomField("meetingJoinWebhook", Kind.WEBHOOK, null, false),
            new RoomField("meetingLeftWebhook", Kind.WEBHOOK, null, false),
            new RoomField("meetingStartedWebhook", Kind.WEBHOOK, null, false),
            new RoomField("meetingEndedWebhook", Kind.WEBHOOK, null, false));

    private enum Kind {
        TOGGLE,
        SOURCES,
        SECONDS,
        LAYOUT,
        LANGUAGE,
        METADATA,
        WEBHOOK,
        STREAM_URL
    }

    private static RoomField toggle(String name, boolean initial) {
        return new RoomField(name, Kind.TOGGLE, initial, true);
    }

    /** Every setting that has an initial value. */
    static Map<String, Object> initialSettings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (RoomField field : ALL) {
            if (field.initial != null) {
                settings.put(field.name, field.initial);
            }
        }
        return settings;
    }

    /** Whether the body takes the setting away: by null, or by the empty text. A switch is always one or the other. */
    boolean isClearedBy(Body body) {
        return switch (kind) {
            case TOGGLE -> false;
            case SOURCES, SECONDS, METADATA -> body.isCleared(name);
            case LAYOUT, LANGUAGE, WEBHOOK, STREAM_URL -> body.isEmptied(name);
        };
    }

    /** Makes it as if nothing had ever been said. */
    void clear(Map<String, Object> settings) {
        settings.remove(name);
        if (initial != null) {
            settings.put(name, initial);
        }
    }

    /**
     * The value in the body; empty when the field is absent or bad.
     *
     * @param settings what the room has so far
     * @param addresses those that webhooks may go to
     */
    Optional<Object> read(Body body, Map<String, Object> settings, AddressRules addresses) {
        if (!body.has(name)) {
            return Optional.empty();
        }
        return switch (kind) {
            case TOGGLE -> Optional.of(body.bool(name, false));
            case SOURCES ->
                body.object(name)
                        .map(sources -> sources(sources, settings.get(name) instanceof Map<?, ?> had ? had : Map.of()));
            case SECONDS -> Optional.of(body.number(name, 0, MOST_SECONDS, 0));
            case LAYOUT ->
                body.parsed(
                        name,
                        text -> List.of("grid", "active_speaker").contains(text) ? Optional.of(text) : Optional.empty(),
                        "must be grid or active_speaker");
            case LANGUAGE -> body.text(name, LONGEST_LANG).map(Object.class::cast);
            case METADATA -> body.json(name, MOST_METADATA).map(json -> json.value());
            case WEBHOOK ->
                body.parsed(name, text -> addresses.parse(text).map(URI::toString), addresses.expected())
                        .map(Object.class::cast);
            case STREAM_URL -> body.streamUrl(name).map(Object.class::cast);
        };
    }

    /** One by one: a source that is not named stays allowed or withheld as it was. */
    private static Object sources(Body body, Map<?, ?> before) {
        Map<String, Object> sources = new LinkedHashMap<>();
        for (String source : List.of("cam", "mic", "screen")) {
            sources.put(source, body.bool(source, !Boolean.FALSE.equals(before.get(source))));
        }
        return sources;
    }
}
