package dev.latchkey.media;

import dev.latchkey.app.App;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.media.MediaServer.OutOfReachException;
import dev.latchkey.meeting.MediaAccess;
import dev.latchkey.meeting.MediaAdmission;
import dev.latchkey.meeting.Peer;
import dev.latchkey.room.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Lets peers in on whatever media server their app has. */
public final class MediaEntrance implements MediaAccess {
    /** Long enough to connect, and too short to be of use to anybody else. Nobody is put out when it ends. */
    public static final Duration LIFETIME = Duration.ofSeconds(60);

    private final MediaServers servers;

    public MediaEntrance(MediaServers servers) {
        this.servers = servers;
    }

    @Override
    public Optional<MediaAdmission> admit(App app, Room room, Peer peer, Instant now) {
        MediaSettings settings = app.media();
        return settings == null
                ? Optional.empty()
                : servers.of(app).map(server -> admit(settings, server, room, peer, now));
    }

    private static MediaAdmission admit(MediaSettings settings, MediaServer server, Room room, Peer peer, Instant now) {
        // In whole seconds, as the token says it.
        Instant expires = Instant.ofEpochSecond(now.getEpochSecond()).plus(LIFETIME);
        String token = server.token(peer.sessionId(), Attendees.of(room, peer), now, expires);
        return new MediaAdmission(
                settings.kind().wireName(),
                settings.url(),
                token,
                expires,
                isReady(server, peer.sessionId()),
                server.keepsPresence(),
                server.notEnforced());
    }

    /** Made with each token, since a server that has been started again has forgotten it. */
    private static boolean isReady(MediaServer server, String meeting) {
        try {
            server.createRoom(meeting);
            return true;
        } catch (OutOfReachException e) {
            return false;
        }
    }
}
