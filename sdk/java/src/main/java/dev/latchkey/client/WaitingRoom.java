package dev.latchkey.client;

import java.util.Map;

/** Who waits at the door of a room, and the decision about them. Every method throws {@link LatchkeyException} for a refusal. */
public final class WaitingRoom {
    private final HttpTransport http;
    private final String app;
    private final String roomName;

    WaitingRoom(HttpTransport http, String app, String roomName) {
        this.http = http;
        this.app = app;
        this.roomName = roomName;
    }

    /** Who waits, the first to come first. */
    public Listing<JoinRequest> joinRequests() {
        return Listing.of(http, Call.get("api", "v1", "join", app, roomName), "requests", JoinRequest::read);
    }

    /** Who has waited in the last 90 days, and how that ended; who asked last comes first. */
    public SizedListing<EndedJoinRequest> ended() {
        return SizedListing.of(
                http, Call.get("api", "v1", "room", roomName, "join-requests"), "requests", EndedJoinRequest::read);
    }

    /** Lets somebody in: for two minutes, and once. */
    public void approve(String requestId, Grant grant) {
        http.send(Call.post("api", "v1", "join", app, roomName, requestId, "approve")
                .body(grant.json()));
    }

    /** Turns somebody away. */
    public void deny(String requestId) {
        http.send(deny(requestId, Map.of()));
    }

    /** Turns somebody away who is told why. */
    public void deny(String requestId, String message) {
        http.send(deny(requestId, Map.of("message", message)));
    }

    private Call deny(String requestId, Map<String, String> body) {
        return Call.post("api", "v1", "join", app, roomName, requestId, "deny").body(body);
    }
}
