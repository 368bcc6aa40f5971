package dev.latchkey.contract;

import dev.latchkey.apikey.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * One route, and how somebody goes there.
 *
 * @param who lets a caller in
 * @param scope what an API key needs to be for; null where none is taken
 * @param writes whether it changes anything
 * @param ofRoom whether it is about one room
 * @param way the request at somebody's things, without a credential
 */
record Visit(
        String route,
        Who who,
        @org.jspecify.annotations.Nullable Scope scope,
        boolean writes,
        boolean ofRoom,
        BiFunction<Site.Call, Tenant, Site.Call> way) {
    private static final boolean READS = false;
    private static final boolean WRITES = true;
    private static final boolean APP = false;
    private static final boolean ROOM = true;

    /** Every route of the API. */
    static final List<Visit> ALL = List.of(
            key(
                    "POST /api/v1/room",
                    Scope.ROOMS,
                    WRITES,
                    ROOM,
                    (call, t) -> call.body("{'roomName':'" + t.room + "'}")),
            key("GET /api/v1/room/{roomName}", Scope.ROOMS, READS, ROOM, Visit::atRoom),
            key(
                    "PUT /api/v1/room/{roomName}",
                    Scope.ROOMS,
                    WRITES,
                    ROOM,
                    (call, t) -> atRoom(call, t).body("{'enableChat':false}")),
            key("DELETE /api/v1/room/{roomName}", Scope.ROOMS, WRITES, ROOM, Visit::atRoom),
            key("GET /api/v1/rooms", Scope.ROOMS, READS, APP, (call, t) -> call),
            key(
                    "POST /api/v1/token",
                    Scope.TOKENS,
                    WRITES,
                    ROOM,
                    (call, t) -> call.body("{'roomName':'" + t.room + "'}")),
            key(
                    "POST /api/v1/token/revoke",
                    Scope.TOKENS,
                    WRITES,
                    ROOM,
                    (call, t) -> call.body("{'roomName':'" + t.room + "','issuedBeforeUnixSec':1}")),
            open(
                    "POST /api/v1/token/validate",
                    Who.ANYBODY,
                    (call, t) -> call.body("{'token':'" + t.accessToken + "'}")),
            open("GET /.well-known/jwks.json", Who.ANYBODY, (call, t) -> call),
            open(
                    "POST /api/v1/join/{appName}/{roomName}",
                    Who.ANYBODY,
                    (call, t) -> atDoor(call, t).body("{'name':'Ada'}")),
            open("GET /api/v1/join/{appName}/{roomName}/{requestId}", Who.TICKET, Visit::atRequest),
            open("DELETE /api/v1/join/{appName}/{roomName}/{requestId}", Who.TICKET, Visit::atRequest),
            admin("GET /api/v1/join/{appName}/{roomName}", READS, Visit::atDoor),
            admin("POST /api/v1/join/{appName}/{roomName}/{requestId}/approve", WRITES, Visit::atRequest),
            admin("POST /api/v1/join/{appName}/{roomName}/{requestId}/deny", WRITES, Visit::atRequest),
            admin("GET /api/v1/room/{roomName}/peers", READS, Visit::atRoom),
            admin(
                    "PATCH /api/v1/room/{roomName}/peers/{peerId}",
                    WRITES,
                    (call, t) -> atPeer(call, t).body("{'role':'speaker'}")),
            admin("POST /api/v1/room/{roomName}/peers/{peerId}/eject", WRITES, Visit::atPeer),
            admin("GET /api/v1/room/{roomName}/bans", READS, Visit::atRoom),
            admin("PUT /api/v1/room/{roomName}/bans/{externalUserId}", WRITES, Visit::atUser),
            admin("DELETE /api/v1/room/{roomName}/bans/{externalUserId}", WRITES, Visit::atUser),
            open("POST /api/v1/session/heartbeat", Who.PEER, (call, t) -> call),
            open("POST /api/v1/session/leave", Who.PEER, (call, t) -> call),
            admin("GET /api/v1/room/{roomName}/sessions", READS, Visit::atRoom),
            admin(
                    "GET /api/v1/room/{roomName}/sessions/{sessionId}/participants",
                    READS,
                    (call, t) -> atRoom(call, t).path("sessionId", t.sessionId)),
            key("GET /api/v1/rooms/active/meetingsessions", Scope.PEOPLE, READS, APP, (call, t) -> call));

    enum Who {
        ANYBODY,
        KEY,
        KEY_OR_ADMIN,
        TICKET,
        PEER
    }

    private static Visit key(
            String route, Scope scope, boolean writes, boolean ofRoom, BiFunction<Site.Call, Tenant, Site.Call> way) {
        return new Visit(route, Who.KEY, scope, writes, ofRoom, way);
    }

    private static Visit admin(String route, boolean writes, BiFunction<Site.Call, Tenant, Site.Call> way) {
        return new Visit(route, Who.KEY_OR_ADMIN, Scope.PEOPLE, writes, ROOM, way);
    }

    private static Visit open(String route, Who who, BiFunction<Site.Call, Tenant, Site.Call> way) {
        return new Visit(route, who, null, READS, APP, way);
    }

    private static Site.Call atRoom(Site.Call call, Tenant t) {
        return call.path("roomName", t.room);
    }

    private static Site.Call atDoor(Site.Call call, Tenant t) {
        return atRoom(call, t).path("appName", t.app);
    }

    private static Site.Call atRequest(Site.Call call, Tenant t) {
        return atDoor(call, t).path("requestId", t.requestId);
    }

    private static Site.Call atPeer(Site.Call call, Tenant t) {
        return atRoom(call, t).path("peerId", t.peerId);
    }

    private static Site.Call atUser(Site.Call call, Tenant t) {
        return atRoom(call, t).path("externalUserId", t.user);
    }

    /** The request at that tenant's things, without a credential. */
    Site.Call at(Tenant tenant) {
        return way.apply(tenant.site.call(route), tenant);
    }

    /** The request as that tenant itself makes it; as its server, where the choice is its own. */
    Site.Call as(Tenant tenant) {
        return switch (who) {
            case ANYBODY -> at(tenant);
            case KEY, KEY_OR_ADMIN -> at(tenant).key(tenant.key);
            case TICKET -> at(tenant).bearer(tenant.ticket);
            case PEER -> at(tenant).bearer(tenant.sessionToken);
        };
    }

    Optional<Scope> needs() {
        return Optional.ofNullable(scope);
    }

    @Override
    public String toString() {
        return route;
    }
}
