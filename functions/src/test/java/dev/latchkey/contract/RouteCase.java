package dev.latchkey.contract;

import dev.latchkey.apikey.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One route, and how somebody goes there: all from openapi.yaml, but for the bodies that a call must have.
 *
 * @param who lets a caller in
 * @param scope what an API key needs to be for; null where none is taken, or any will do
 * @param writes whether it changes anything
 * @param ofRoom whether it is about one room
 */
record RouteCase(String route, Who who, @Nullable Scope scope, boolean writes, boolean ofRoom) {
    private static final String ROOM = "{'roomName':'ROOM'}";

    /** What a call that has to say something says; ROOM and TOKEN stand for a tenant's own. */
    private static final Map<String, String> BODIES = Map.ofEntries(
            Map.entry("POST /api/v1/room", ROOM),
            Map.entry("PUT /api/v1/room/{roomName}", "{'enableChat':false}"),
            Map.entry("POST /api/v1/token", ROOM),
            Map.entry("POST /api/v1/token/revoke", "{'roomName':'ROOM','issuedBeforeUnixSec':1}"),
            Map.entry("POST /api/v1/token/validate", "{'token':'TOKEN'}"),
            Map.entry("POST /api/v1/join/{appName}/{roomName}", "{'name':'Ada'}"),
            Map.entry("PATCH /api/v1/room/{roomName}/peers/{peerId}", "{'role':'speaker'}"),
            Map.entry("POST /api/v1/webhooks", "{'url':'https://example.com/another'}"),
            Map.entry("PATCH /api/v1/webhooks/{webhookId}", "{'enabled':true}"),
            Map.entry("POST /api/v1/api-keys", "{'scopes':['settings']}"),
            Map.entry("PATCH /api/v1/api-keys/{keyId}", "{'label':'renamed'}"),
            Map.entry(
                    "PUT /api/v1/media",
                    "{'kind':'livekit','url':'wss://media.example.com','apiUrl':'https://media.example.com',"
                            + "'apiKey':'APIx','apiSecret':'a-test-secret-of-at-least-32-characters!'}"),
            Map.entry("POST /api/v2/sdk/create-peer-token", "{'roomId':'ROOM','role':'guest'}"));

    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

    /** Every route of the API. HEAD is another way to ask for what GET gives. */
    static final List<RouteCase> ALL = OpenApi.routes().stream()
            .filter(route -> !route.startsWith("HEAD "))
            .map(RouteCase::of)
            .toList();

    enum Who {
        ANYBODY,
        KEY,
        KEY_OR_ADMIN,
        DASHBOARD,
        TICKET,
        PEER
    }

    private static RouteCase of(String route) {
        Yaml operation = OpenApi.operation(route).value();
        Who who = who(credentials(operation));
        boolean keyed = who == Who.KEY || who == Who.KEY_OR_ADMIN;
        boolean namesRoom = route.contains("{roomName}")
                || route.contains("{roomId}")
                || BODIES.getOrDefault(route, "").contains("ROOM")
                || !query(route).isEmpty();
        return new RouteCase(
                route, who, keyed ? scope(operation) : null, keyed && !route.startsWith("GET "), keyed && namesRoom);
    }

    private static Set<String> credentials(Yaml operation) {
        Yaml own = operation.map().containsKey("security") ? operation.at("security") : OpenApi.FILE.at("security");
        Set<String> names = new HashSet<>();
        own.list().forEach(way -> names.addAll(way.map().keySet()));
        return names;
    }

    private static Who who(Set<String> credentials) {
        if (credentials.contains("apiKey")) {
            return credentials.contains("sessionToken") ? Who.KEY_OR_ADMIN : Who.KEY;
        }
        if (credentials.contains("dashboardSession")) {
            return Who.DASHBOARD;
        }
        if (credentials.contains("ticket")) {
            return Who.TICKET;
        }
        return credentials.contains("sessionToken") ? Who.PEER : Who.ANYBODY;
    }

    /** The operation's own, or its tag's; null where any key will do. */
    private static @Nullable Scope scope(Yaml operation) {
        String tag = operation.at("tags").texts().get(0);
        Yaml said = operation.map().containsKey("x-scope")
                ? operation
                : OpenApi.FILE.at("tags").list().stream()
                        .filter(described -> described.at("name").text().equals(tag))
                        .findFirst()
                        .orElseThrow();
        return said.map().containsKey("x-scope")
                ? Scope.valueOf(said.at("x-scope").text().toUpperCase(Locale.ROOT))
                : null;
    }

    /** The names of what a call must say in its query. */
    private static List<String> query(String route) {
        String path = route.substring(route.indexOf(' ') + 1);
        return Stream.concat(
                        OpenApi.FILE.at("paths", path, "parameters").list().stream(),
                        OpenApi.operation(route).value().at("parameters").list().stream())
                .filter(parameter -> parameter.map().containsKey("$ref"))
                .map(parameter -> new OpenApi.Place(parameter.at("$ref").text().substring(1)).value())
                .filter(parameter -> parameter.at("in").text().equals("query")
                        && parameter.map().containsKey("required"))
                .map(parameter -> parameter.at("name").text())
                .toList();
    }

    /** The request at that tenant's things, without a credential. */
    ServiceFixture.Call at(Tenant tenant) {
        ServiceFixture.Call call = tenant.service.call(route);
        PARAMETER.matcher(route).results().forEach(found -> call.path(found.group(1), value(found.group(1), tenant)));
        query(route).forEach(name -> call.query(name, queryValue(name, tenant)));
        String body = BODIES.get(route);
        return body == null ? call : call.body(body.replace("ROOM", tenant.room).replace("TOKEN", tenant.accessToken));
    }

    private static String value(String parameter, Tenant tenant) {
        return switch (parameter) {
            case "appName" -> tenant.app;
            case "roomName", "roomId" -> tenant.room;
            case "requestId" -> tenant.requestId;
            case "peerId" -> tenant.peerId;
            case "externalUserId" -> tenant.user;
            case "sessionId" -> tenant.sessionId;
            case "webhookId" -> tenant.webhookId;
            case "keyId" -> tenant.otherKeyId;
            case "id" -> tenant.dashboardSessionId;
            case "list" -> tenant.app + ".0";
            default -> throw new AssertionError("Tenant has no " + parameter);
        };
    }

    private static String queryValue(String parameter, Tenant tenant) {
        // Huddle01's clients name a meeting without its room.
        return parameter.equals("sessionId") ? tenant.room + "." + tenant.sessionId : value(parameter, tenant);
    }

    /** The request as that tenant itself makes it; as its server, where the choice is its own. */
    ServiceFixture.Call as(Tenant tenant) {
        return switch (who) {
            case ANYBODY -> at(tenant);
            case KEY, KEY_OR_ADMIN -> at(tenant).key(tenant.key);
            case DASHBOARD -> bySession(tenant);
            case TICKET -> at(tenant).bearer(tenant.ticket);
            case PEER -> at(tenant).bearer(tenant.sessionToken);
        };
    }

    /** The request as a page of the dashboard makes it where somebody is signed in with the tenant's key. */
    ServiceFixture.Call bySession(Tenant tenant) {
        return at(tenant).session(tenant.dashboardCookie);
    }

    /** The request as that tenant makes it so that it succeeds: what is made is not there yet. */
    ServiceFixture.Call good(Tenant tenant) {
        ServiceFixture.Call call = as(tenant);
        return switch (route) {
            case "POST /api/v1/room" -> call.body("{'roomName':'another-" + tenant.room + "'}");
            case "POST /api/v1/livekit/{appName}/token" -> call.bearer(tenant.sessionToken);
            default -> call;
        };
    }

    /** Whether it is not found in an app that has none. */
    boolean needsMediaServer() {
        return route.contains(" /api/v1/livekit/");
    }

    Optional<Scope> needs() {
        return Optional.ofNullable(scope);
    }

    @Override
    public String toString() {
        return route;
    }
}
