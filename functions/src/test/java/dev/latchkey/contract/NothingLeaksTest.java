package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.app.AppName;
import dev.latchkey.deadline.Due;
import dev.latchkey.json.Json;
import dev.latchkey.room.RoomName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/**
 * Every route, good and bad, whole and broken, with secrets and personal data in every place where a caller can put them: none
 * of it is in a log line or an error answer, and no secret is in what is kept.
 */
class NothingLeaksTest {
    private static final String NAME = "Zebediah Quux";
    private static final String EMAIL = "zebediah@quux.example";
    private static final String ERASED = "erased@quux.example";
    private static final String USER = "zebediah-at-work";
    private static final String META = "quux-meta-text";
    private static final String ADDRESS = "198.51.100.77";
    private static final String ADDRESS_6 = "2001:db8:77:77::77";

    /** A key that opens nothing any more. */
    private static final String MISPLACED_KEY =
            ApiKeySecret.generate(new AppName("dev")).reveal();

    private static final List<String> PERSONAL =
            List.of("Zebediah", "zebediah", "Quux", "quux", ADDRESS, ADDRESS_6, "2001:db8");

    private static final Pattern SECRET =
            Pattern.compile("lk_[a-z0-9-]+_[0-9A-Za-z]{38}|(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}");

    private static final String PERSON = "'name':'" + NAME + "','email':'" + EMAIL + "','meta':'" + META
            + "','externalUserId':'" + USER + "','metadata':{'quux':'" + NAME + "'}";

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> refusals = new ArrayList<>();
    private boolean mustSucceed;
    private TableFixture service;
    private Tenant tenant;

    @BeforeEach
    void settle() {
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
        service = new TableFixture();
        tenant = settled("dev");
    }

    /** With somebody inside of whom everything is known. */
    private Tenant settled(String app) {
        Tenant settled = Tenant.settle(service, app);
        enter(settled, "'isAdmin':true");
        return settled;
    }

    /** From now on the tenant's peer, session token and access token are these. */
    private static void enter(Tenant where, String field) {
        String token =
                where.token("'roomName':'" + where.room + "'," + field + ",'ejectAfterElapsedTimeInSec':600," + PERSON);
        Answer inside = where.join("{'accessToken':'" + token + "'}", 201);
        where.sessionToken = inside.text("sessionToken");
        where.peerId = inside.text("participantSessionId");
        where.accessToken = token;
    }

    @AfterEach
    void giveBack() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void goodCallsLeakNothing() throws IOException {
        mustSucceed = true;
        for (RouteCase route : RouteCase.ALL) {
            if (route.needsMediaServer()) {
                continue; // see media()
            }
            Tenant own = settled("app-" + RouteCase.ALL.indexOf(route));
            heard(marked(route.good(own)).from(ADDRESS).send());
            if (route.who() == RouteCase.Who.KEY_OR_ADMIN) {
                Tenant another = settled("other-" + RouteCase.ALL.indexOf(route));
                String admin = another.sessionToken;
                enter(another, "'role':'guest'");
                heard(marked(route.at(another)).bearer(admin).from(ADDRESS_6).send());
            }
        }
        Commands.of(service, "dev").send("{'id':'c','type':'create-token','body':{" + PERSON + "}}");
        texts();
        KeptForWebhooks.in(service.stores(), "dev", service.clock().instant(), "{\"name\":\"" + NAME + "\"}");
        service.publish("publish-events.poisoned");
        enter(tenant, "'role':'quux','maxPeers':2,'permissions':{'canConsume':true}");
        live();
        media();
        large();
        service.stores()
                .deadlines()
                .keep(new Due(
                        Due.Kind.ROOM, new AppName("dev"), new RoomName("standup"), "room-id", service.clock.now));
        check();
        // The list is no longer than it needs to be, and every kind of item has been looked at.
        assertThat(placesOfPersonalData()).isEqualTo(WHERE_PERSONAL_DATA_IS_KEPT);
        assertThat(kinds()).isEqualTo(documentedKinds());
        assertThat(said()).extracting(line -> Json.readObject(line).get("log")).contains("request", "audit", "keys");
    }

    @Test
    void brokenTableLeaksNothing() {
        String quoting = NAME + " " + EMAIL + " " + tenant.key + " " + tenant.accessToken + " " + ADDRESS;
        List<RuntimeException> failures = List.of(
                new IllegalStateException(quoting, new IllegalArgumentException(quoting)),
                DynamoDbException.builder().statusCode(400).message(quoting).build());
        for (RuntimeException failure : failures) {
            for (String broken :
                    List.of("batchGetItem", "getItem", "query", "putItem", "transactWriteItems", "updateItem")) {
                service.trouble = call -> {
                    if (call.equals(broken)) {
                        throw failure;
                    }
                };
                tour();
            }
        }
        service.trouble = call -> {};
        check();
    }

    @Test
    void secretsAndNamesInEveryWrongPlaceLeakNothing() {
        Commands commands = Commands.of(service, "dev");
        live();
        for (String stray :
                List.of(NAME, EMAIL, MISPLACED_KEY, tenant.key, tenant.accessToken, tenant.sessionToken, ADDRESS)) {
            for (RouteCase route : RouteCase.ALL) {
                heard(astray(route, stray).send());
                heard(route.as(tenant)
                        .query("limit", stray)
                        .query("cursor", stray)
                        .send());
                heard(route.as(tenant).header("idempotency-key", stray + "\n").send());
                for (String body : bodies(stray)) {
                    heard(route.as(tenant).body(body).send());
                    heard(route.at(tenant).body(body).send());
                }
                heard(route.at(tenant).key(stray).send());
                heard(route.at(tenant).bearer(stray).send());
                heard(route.at(tenant).query("secretKey", stray).send());
                heard(route.at(tenant).session(stray).send());
            }
            for (String body : bodies(stray)) {
                for (String type :
                        List.of("create-room", "create-token", "revoke", "eject", "approve", "deny", stray)) {
                    commands.send("{'id':'" + stray + "','type':'" + type + "','body':" + body + "}");
                    commands.send("{'id':'c" + type.length() + body.length() + "','type':'" + type + "','roomName':'"
                            + stray + "','peerId':'" + stray + "','requestId':'" + stray + "','body':" + body + "}");
                }
                commands.sendAs(stray, body);
                commands.sendAs(Commands.ROLE + ":" + stray, body);
                commands.sendAs("AROA2EXAMPLE3EXAMPLE9:" + stray, body);
            }
            String said = EventFile.named("receive.unknown-type").text().replace("wave", stray.replace("\n", ""));
            refusals.add(service.invoke("dev.latchkey.functions.live.ReceiveHandler", said)
                    .body());
            String offered = EventFile.named("connect").text().replace("SESSION_TOKEN_HERE", stray);
            heard(service.invoke("dev.latchkey.functions.live.ConnectHandler", offered));
            for (String payload : bodies(stray)) {
                refusals.add(service.operator(payload).body());
            }
            refusals.add(service.operator("{'action':'" + stray + "','app':'" + stray + "'}")
                    .body());
            refusals.add(service.operator("{'action':'revoke-key','app':'dev','keyId':'" + stray + "'}")
                    .body());
            refusals.add(service.operator(
                            "{'action':'create-key','app':'dev','room':'" + stray + "','scopes':['" + stray + "']}")
                    .body());
        }
        check();
    }

    /** What callers put into a path leads nowhere. */
    private ServiceFixture.Call astray(RouteCase route, String stray) {
        ServiceFixture.Call call = route.as(tenant);
        for (String name : List.of("roomName", "appName", "requestId", "peerId", "sessionId", "externalUserId")) {
            if (route.route().contains("{" + name + "}")) {
                call.path(name, stray);
            }
        }
        return call;
    }

    private static List<String> bodies(String stray) {
        return List.of(
                "{'roomName':'" + stray + "','token':'" + stray + "','jti':'" + stray + "','accessToken':'" + stray
                        + "','ticket':'" + stray + "','sessionToken':'" + stray + "','name':{'a':'" + stray
                        + "'},'email':'" + stray + " ','role':'" + stray + stray + "','permissions':'" + stray
                        + "','metadata':'" + stray.repeat(200) + "','privacy':'" + stray + "','message':['" + stray
                        + "'],'expireUnixSec':'" + stray + "','meetingJoinWebhook':'" + stray + "','app':'" + stray
                        + "','label':['" + stray + "'],'keyId':'" + stray + "','ban':'" + stray + "'}",
                "{'token':'" + stray + "'}",
                "{'accessToken':'" + stray + "'}",
                "{'ticket':'" + stray + "'}",
                "{'jti':'" + stray + "'}",
                "{'roomName':'" + stray + "'}",
                "{'name':'" + stray,
                stray,
                "[" + stray + "]",
                "{'name':" + stray + "}",
                "{'a':1,'a':'" + stray + "'}");
    }

    /** Every route in the order of the list, each as its caller and as an admin inside, with personal data wherever it goes. */
    private void tour() {
        for (RouteCase route : RouteCase.ALL) {
            if (route.route().startsWith("DELETE /api/v1/room/{roomName}")
                    && !route.route().contains("bans")) {
                continue; // archiving would end the tour
            }
            for (String address : List.of(ADDRESS, ADDRESS_6)) {
                heard(marked(route.as(tenant)).from(address).send());
                heard(marked(route.at(tenant))
                        .bearer(tenant.sessionToken)
                        .from(address)
                        .send());
            }
        }
        texts();
    }

    /** Somebody inside has a live connection, says that he is there, and is told how things stand. */
    private void live() {
        String event = EventFile.named("connect").text().replace("SESSION_TOKEN_HERE", tenant.sessionToken);
        heard(service.invoke("dev.latchkey.functions.live.ConnectHandler", event));
        heard(service.invoke(
                "dev.latchkey.functions.live.ReceiveHandler",
                EventFile.named("receive").text()));
        service.invoke(
                "dev.latchkey.functions.live.PushHandler",
                EventFile.named("push.state").text());
    }

    /** Somebody comes into a large room, and is banned from it. */
    private void large() {
        tenant.createRoom("arena", "'large':true");
        ask("arena", false);
        heard(marked(service.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                        .path("roomName", "arena")
                        .path("externalUserId", tenant.user))
                .key(tenant.key)
                .send());
    }

    /** Somebody gets a token for the app's media server, passes the gate, and has entered. */
    private void media() {
        service.mediaServer("dev");
        Answer in = service.call("POST /api/v1/livekit/{appName}/token")
                .path("appName", "dev")
                .bearer(tenant.sessionToken)
                .send();
        heard(in);
        heard(marked(service.call("GET /api/v1/livekit/{appName}/gate").path("appName", "dev"))
                .bearer(in.text("participant_token"))
                .send());
        String body = "{\"event\":\"participant_joined\",\"id\":\"EV_1\",\"createdAt\":\""
                + service.clock().instant().getEpochSecond() + "\",\"room\":{\"name\":\"" + tenant.sessionId
                + "\"},\"participant\":{\"identity\":\"" + tenant.peerId + "\",\"name\":\"" + NAME + "\"}}";
        heard(marked(service.call("POST /api/v1/livekit/{appName}/webhook").path("appName", "dev"))
                .header(
                        "authorization",
                        ScenarioFixture.liveKitSignature(body, service.clock().instant()))
                .body(body)
                .send());
    }

    /** Personal data wherever a text of the caller's is taken. */
    private void texts() {
        ServiceFixture.Call door = service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", tenant.room)
                .from(ADDRESS);
        heard(door.body("{'name':'" + NAME + "'}").send());
        heard(door.body("{'accessToken':'" + tenant.accessToken + "'}").send());
        heard(service.call("POST /api/v1/token")
                .key(tenant.key)
                .header("idempotency-key", EMAIL)
                .body("{" + PERSON + "}")
                .send());
        heard(service.call("PATCH /api/v1/room/{roomName}/peers/{peerId}")
                .path("roomName", tenant.room)
                .path("peerId", tenant.peerId)
                .key(tenant.key)
                .body("{'metadata':{'quux':'" + NAME + "'},'role':'Quux','permissions':{'admin':true}}")
                .send());
        for (String banned : List.of(EMAIL, ERASED)) {
            heard(service.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                    .path("roomName", tenant.room)
                    .path("externalUserId", banned)
                    .key(tenant.key)
                    .send());
        }
        service.operator("{'action':'erase-person','app':'dev','externalUserId':'" + ERASED + "'}");
        guarded("locked-" + service.items().size());
        heard(service.call("POST /api/v1/token/revoke")
                .key(tenant.key)
                .body("{'token':'" + tenant.accessToken + "'}")
                .send());
        heard(service.call("GET /api/v1/rooms").query("secretKey", tenant.key).send());
        service.operator("{'action':'create-key','app':'dev','label':'" + NAME + "'}");
    }

    /** A locked room that counts, with personal data wherever it takes some, an admin inside, and three who ask to come in. */
    private void guarded(String room) {
        heard(service.call("POST /api/v1/room")
                .key(tenant.key)
                .body("{'roomName':'" + room + "','roomLocked':true,'maxParticipants':5,'metadata':{'quux':'" + NAME
                        + "'},'meetingJoinWebhook':'https://quux.example/hook'}")
                .send());
        ask(room, true);
        for (String decision : List.of("approve", "deny", "none")) {
            Answer waiting = ask(room, false);
            if (!decision.equals("none")) {
                heard(service.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + decision)
                        .path("appName", "dev")
                        .path("roomName", room)
                        .path("requestId", String.valueOf(waiting.json().get("requestId")))
                        .key(tenant.key)
                        .body("{'message':'" + NAME + "'}")
                        .send());
            }
        }
    }

    /** Asks to come in, with a token of its own, since one token waits once. An admin need not wait. */
    private Answer ask(String room, boolean isAdmin) {
        Answer token = service.call("POST /api/v1/token")
                .key(tenant.key)
                .body("{'roomName':'" + room + "','isAdmin':" + isAdmin + "," + PERSON + "}")
                .send();
        heard(token);
        Answer asked = service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'accessToken':'" + token.json().getOrDefault("token", "x") + "'}")
                .from(ADDRESS)
                .send();
        heard(asked);
        return asked;
    }

    private static ServiceFixture.Call marked(ServiceFixture.Call call) {
        return call.header("user-agent", NAME)
                .header("x-forwarded-for", ADDRESS)
                .header("referer", "https://quux.example/?name=Zebediah")
                .cookie("name=Zebediah")
                .query("utm_source", EMAIL);
    }

    private void heard(Answer answer) {
        if (mustSucceed) {
            answer.succeeded();
        }
        if (answer.status() >= 400) {
            refusals.add(answer.body());
        }
    }

    private void check() {
        assertThat(service.log.lines).isNotEmpty();
        assertThat(service.auditLog).isNotEmpty();
        assertThat(refusals.isEmpty()).isEqualTo(mustSucceed);
        List<String> said = said();
        said.addAll(refusals);
        said.add(printed.toString(StandardCharsets.UTF_8).replaceAll("(?m)^.*(javolution|FastMap).*$", ""));
        for (String line : said) {
            assertThat(line).doesNotContain(PERSONAL);
            assertThat(line).doesNotContainPattern(SECRET);
            assertThat(line).doesNotContain(ServiceFixture.keyMaterial());
            assertThat(line).doesNotContain(tenant.dashboardCookie.substring("dev.".length()));
        }
        for (String item : service.items()) {
            assertThat(item).doesNotContainPattern(SECRET);
            assertThat(item).doesNotContain(ServiceFixture.keyMaterial());
            assertThat(item).doesNotContain(tenant.dashboardCookie.substring("dev.".length()));
            assertThat(item).doesNotContain(ADDRESS, ADDRESS_6, "2001:db8");
        }
        assertThat(placesOfPersonalData()).isSubsetOf(WHERE_PERSONAL_DATA_IS_KEPT);
    }

    /** Every line of the log. */
    private List<String> said() {
        List<String> said = new ArrayList<>(service.log.lines);
        said.addAll(service.auditLog);
        return said;
    }

    /** docs/security.md lists the same. */
    private static final Set<String> WHERE_PERSONAL_DATA_IS_KEPT = Set.of(
            "PEER personName",
            "PEER email",
            "PEER meta",
            "PEER metadata",
            "PEER externalUserId",
            "PEER subject",
            "PEER peerRole",
            "PAST personName",
            "PAST email",
            "PAST meta",
            "PAST metadata",
            "PAST externalUserId",
            "PAST subject",
            "PAST peerRole",
            "JOIN personName",
            "JOIN accessClaims",
            "JOIN message",
            "DONE personName",
            "DONE accessClaims",
            "DONE message",
            "IN n",
            "IN r",
            "BAN sk",
            "BAN subject",
            "IDEM firstAnswer",
            "ROOM roomSettings",
            "DELIVERIES eventBody",
            "KEY keyLabel");

    private Set<String> placesOfPersonalData() {
        Set<String> places = new TreeSet<>();
        for (Map<String, String> item : service.texts()) {
            Map<String, String> attributes = new LinkedHashMap<>(item);
            String kind = Contents.kind(attributes.get("pk"), attributes.get("sk"));
            attributes.forEach((name, value) -> {
                if (PERSONAL.stream().anyMatch(value::contains)) {
                    places.add(kind + " " + name);
                }
            });
        }
        return places;
    }

    private Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        service.texts().forEach(item -> kinds.add(Contents.kind(item.get("pk"), item.get("sk"))));
        return kinds;
    }

    /** The kinds of items in docs/architecture.md, where "same" stands for the partition of the row above. */
    private static Set<String> documentedKinds() throws IOException {
        Set<String> kinds = new TreeSet<>();
        String partition = "";
        Matcher row = Pattern.compile("(?m)^\\|[^|]+\\| (?:`([A-Z]+#[^|]*)`|same) \\| `([^`]+)` \\|$")
                .matcher(Files.readString(Yaml.file("docs/architecture.md")));
        while (row.find()) {
            partition = row.group(1) == null ? partition : row.group(1);
            kinds.add(Contents.kind(partition, row.group(2)));
        }
        return kinds;
    }
}
