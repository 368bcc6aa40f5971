package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.meeting.Attendance;
import dev.latchkey.room.RoomName;
import dev.latchkey.signing.ForeignToken;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Says who may pass to an app's LiveKit server. Tokens are read and not verified, since LiveKit does that, and signs some itself with
 * other keys: whoever forges one passes here and no further.
 */
public final class LiveKitGate {
    private final Attendance attendance;
    private final Clock clock;

    public LiveKitGate(Attendance attendance, Clock clock) {
        this.attendance = attendance;
        this.clock = clock;
    }

    /** Whether the token names a peer that is inside its meeting, or a program that the app lets in. */
    public boolean isOpenTo(App app, String token) {
        MediaSettings settings = app.media();
        return settings != null
                && app.enabled()
                && ForeignToken.parse(token)
                        .filter(read -> isCompanion(settings, read.claims()) || isInside(app, read.claims()))
                        .isPresent();
    }

    private static boolean isCompanion(MediaSettings settings, Map<String, Object> claims) {
        return Companion.parse(LiveKitJson.text(claims, "kind"))
                .filter(settings.companions()::contains)
                .isPresent();
    }

    private boolean isInside(App app, Map<String, Object> claims) {
        Optional<RoomName> room =
                RoomName.parse(LiveKitJson.text(LiveKitJson.object(claims, "attributes"), LiveKit.ROOM_NAME));
        String meeting = LiveKitJson.text(LiveKitJson.object(claims, "video"), "room");
        String peer = LiveKitJson.text(claims, "sub");
        return room.flatMap(name -> attendance.inside(app.name(), name, meeting, peer, clock.instant()))
                .isPresent();
    }
}
