package dev.latchkey.contract;

import dev.latchkey.id.Ids;

/** An app in the middle of its day: with a key, a private room, a host inside, somebody at the door, and somebody banned. */
final class Tenant {
    final ServiceFixture service;
    final String app;
    final String room;
    final String user;
    String key = "";
    String accessToken = "";
    String sessionToken = "";
    String peerId = "";
    String sessionId = "";
    String requestId = "";
    String ticket = "";
    String webhookId = "";
    /** Of a key beside its own, that may look at keys. */
    String otherKeyId = "";

    String dashboardCookie = "";
    String dashboardSessionId = "";

    private Tenant(ServiceFixture service, String app) {
        this.service = service;
        this.app = app;
        this.room = "room-of-" + app;
        this.user = "user-of-" + app;
    }

    static Tenant settle(ServiceFixture service, String app) {
        Tenant tenant = new Tenant(service, app);
        tenant.key = service.app(app);
        tenant.createRoom(tenant.room, "'privacy':'private','enableRequestToJoin':true");
        tenant.accessToken =
                tenant.token("'roomName':'" + tenant.room + "','isAdmin':true,'externalUserId':'host-of-" + app + "'");
        Answer inside = tenant.join("{'accessToken':'" + tenant.accessToken + "'}", 201);
        tenant.sessionToken = inside.text("sessionToken");
        tenant.peerId = inside.text("participantSessionId");
        tenant.sessionId = inside.text("meetingSessionId");
        Answer waiting = tenant.join("{'name':'Grace'}", 202);
        tenant.requestId = waiting.text("requestId");
        tenant.ticket = waiting.text("ticket");
        service.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                .path("roomName", tenant.room)
                .path("externalUserId", tenant.user)
                .key(tenant.key)
                .send(200);
        tenant.webhookId = service.call("POST /api/v1/webhooks")
                .key(tenant.key)
                .body("{'url':'https://example.com/hook'}")
                .send(201)
                .text("webhookId");
        tenant.otherKeyId = service.operator(
                        "{'action':'create-key','app':'" + app + "','scopes':['settings','read-only']}")
                .text("keyId");
        Answer signedIn =
                service.call("POST /api/v1/dashboard/sessions").key(tenant.key).send(201);
        tenant.dashboardCookie = signedIn.dashboardCookie();
        tenant.dashboardSessionId = String.valueOf(signedIn.object("session").get("id"));
        return tenant;
    }

    /** What there would be if it were there: an app of that name, of which nothing exists. */
    static Tenant ghost(ServiceFixture service, String app) {
        Tenant ghost = new Tenant(service, app);
        ghost.peerId = Ids.ulid(ScenarioFixture.NOON);
        ghost.sessionId = Ids.ulid(ScenarioFixture.NOON);
        ghost.requestId = Ids.ulid(ScenarioFixture.NOON);
        ghost.webhookId = "wh_" + Ids.ulid(ScenarioFixture.NOON);
        ghost.otherKeyId = Ids.ulid(ScenarioFixture.NOON);
        ghost.dashboardSessionId = Ids.ulid(ScenarioFixture.NOON);
        ghost.accessToken = "";
        return ghost;
    }

    /** The same app's own room, with somebody else's people: ids that mean nothing there. */
    Tenant withPeopleOf(Tenant other) {
        Tenant mixed = new Tenant(service, app);
        mixed.key = key;
        mixed.accessToken = accessToken;
        mixed.sessionToken = sessionToken;
        mixed.ticket = ticket;
        mixed.peerId = other.peerId;
        mixed.sessionId = other.sessionId;
        mixed.requestId = other.requestId;
        mixed.webhookId = other.webhookId;
        mixed.otherKeyId = other.otherKeyId;
        mixed.dashboardSessionId = other.dashboardSessionId;
        return mixed;
    }

    void createRoom(String name, String fields) {
        service.call("POST /api/v1/room")
                .key(key)
                .body("{'roomName':'" + name + "'" + (fields.isEmpty() ? "" : "," + fields) + "}")
                .send(200);
    }

    String token(String fields) {
        return service.call("POST /api/v1/token")
                .key(key)
                .body("{" + fields + "}")
                .send(200)
                .text("token");
    }

    Answer join(String body, int status) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", app)
                .path("roomName", room)
                .body(body)
                .send(status);
    }

    @Override
    public String toString() {
        return app;
    }
}
