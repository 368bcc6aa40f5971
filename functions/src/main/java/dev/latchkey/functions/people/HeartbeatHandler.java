package dev.latchkey.functions.people;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.http.SessionTokenReader;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.meeting.Peer;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.meeting.SessionTokenIssue;
import dev.latchkey.permission.Grant;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code POST /api/v1/session/heartbeat}: stays inside for another lease, and takes the next session token. */
public final class HeartbeatHandler implements HttpHandler {
    private final PeerService peers;

    public HeartbeatHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public HeartbeatHandler(Platform platform) {
        this.peers = new Services(platform).peers();
    }

    /** A page that is being closed sends a beacon, whose text a browser declares as text/plain. */
    @Override
    public boolean takesPlainText() {
        return true;
    }

    @Override
    public Response answer(Request request) {
        PeerService.Renewal renewal = peers.heartbeat(SessionTokenReader.read(request));
        Invocation.current().about(renewal.room().app().value());
        Peer peer = renewal.peer();
        Grant grant = SessionTokenIssue.effective(renewal.room(), peer.grant());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("participantSessionId", peer.id());
        json.put("meetingSessionId", peer.sessionId());
        json.put("role", grant.role().name());
        json.put("isAdmin", grant.permissions().admin());
        json.put("permissions", grant.permissions().toJson());
        json.put("metadata", peer.person().metadata());
        json.put("leaseUntil", peer.leaseUntil().getEpochSecond());
        json.put("ejectAt", PeerJson.unixSec(peer.ejectAt()).orElse(null));
        json.put("heartbeatSec", Peer.HEARTBEAT.toSeconds());
        json.put("sessionToken", renewal.sessionToken());
        return Response.ok(json);
    }
}
