package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.app.AppName;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    private static final String USER = "zebediah-at-work";
    private static final String META = "quux-meta-text";
    private static final String ADDRESS = "198.51.100.77";
    private static final String ADDRESS_6 = "2001:db8:77:77::77";

    /** A key that opens nothing any more. */
    private static final String MISPLACED_KEY =
            ApiKeySecret.generate(new AppName("dev")).reveal();

    private static final List<String> PERSONAL =
            List.of("Zebediah", "zebediah", "Quux", "quux", ADDRESS, ADDRESS_6, "2001:db8");

    private static final Pattern SECRET = Pattern.compile("lk_[a-z0-9-]+_[0-9A-Za-z]{38}|eyJ[A-Za-z0-9_-]{10,}");

    private static final String PERSON = "'name':'" + NAME + "','email':'" + EMAIL + "','meta':'" + META
            + "','externalUserId':'" + USER + "','metadata':{'quux':'" + NAME + "'}";

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<String> refusals = new ArrayList<>();
    private Site site;
    private Tenant tenant;

    @BeforeEach
    void settle() {
        PrintStream capture = new PrintStream(printed, true, StandardCharsets.UTF_8);
        System.setOut(capture);
        System.setErr(capture);
        site = new Site();
        tenant = Tenant.settle(site, "dev");
        String token = tenant.token("'roomName':'" + tenant.room + "','isAdmin':true," + PERSON);
        Answer inside = tenant.join("{'accessToken':'" + token + "'}", 201);
        tenant.sessionToken = inside.text("sessionToken");
        tenant.peerId = inside.text("participantSessionId");
        tenant.accessToken = token;
    }

    @AfterEach
    void giveBack() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void goodCallsLeakNothing() {
        tour(call -> call);
        check();
        // The list is no longer than it needs to be.
        assertThat(placesOfPersonalData())
                .contains("PAST email", "JOIN accessClaims", "DONE message", "ROOM roomSettings");
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
                site.trouble = call -> {
                    if (call.equals(broken)) {
                        throw failure;
                    }
                };
                tour(call -> call);
            }
        }
        site.trouble = call -> {};
        check();
    }

    @Test
    void secretsAndNamesInEveryWrongPlaceLeakNothing() {
        for (String stray :
                List.of(NAME, EMAIL, MISPLACED_KEY, tenant.key, tenant.accessToken, tenant.sessionToken, ADDRESS)) {
            for (Visit visit : Visit.ALL) {
                refused(astray(visit, stray).send());
                refused(visit.as(tenant)
                        .query("limit", stray)
                        .query("cursor", stray)
                        .send());
                refused(visit.as(tenant).header("idempotency-key", stray + "\n").send());
                for (String body : bodies(stray)) {
                    refused(visit.as(tenant).body(body).send());
                    refused(visit.at(tenant).body(body).send());
                }
                refused(visit.at(tenant).key(stray).send());
                refused(visit.at(tenant).bearer(stray).send());
                refused(visit.at(tenant).query("secretKey", stray).send());
            }
            for (String payload : bodies(stray)) {
                refusals.add(site.operator(payload).body());
            }
            refusals.add(site.operator("{'action':'" + stray + "','app':'" + stray + "'}")
                    .body());
            refusals.add(site.operator("{'action':'revoke-key','app':'dev','keyId':'" + stray + "'}")
                    .body());
            refusals.add(site.operator(
                            "{'action':'create-key','app':'dev','room':'" + stray + "','scopes':['" + stray + "']}")
                    .body());
        }
        check();
    }

    /** What callers put into a path leads nowhere. */
    private Site.Call astray(Visit visit, String stray) {
        Site.Call call = visit.as(tenant);
        for (String name : List.of("roomName", "appName", "requestId", "peerId", "sessionId", "externalUserId")) {
            if (visit.route().contains("{" + name + "}")) {
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
    private void tour(java.util.function.UnaryOperator<Site.Call> how) {
        for (Visit visit : Visit.ALL) {
            if (visit.route().startsWith("DELETE /api/v1/room/{roomName}")
                    && !visit.route().contains("bans")) {
                continue; // archiving would end the tour
            }
            for (String address : List.of(ADDRESS, ADDRESS_6)) {
                refused(how.apply(marked(visit.as(tenant))).from(address).send());
                refused(how.apply(marked(visit.at(tenant)))
                        .bearer(tenant.sessionToken)
                        .from(address)
                        .send());
            }
        }
        Site.Call door = site.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", tenant.room)
                .from(ADDRESS);
        refused(door.body("{'name':'" + NAME + "'}").send());
        refused(door.body("{'accessToken':'" + tenant.accessToken + "'}").send());
        refused(site.call("POST /api/v1/token")
                .key(tenant.key)
                .header("idempotency-key", EMAIL)
                .body("{" + PERSON + "}")
                .send());
        refused(site.call("PATCH /api/v1/room/{roomName}/peers/{peerId}")
                .path("roomName", tenant.room)
                .path("peerId", tenant.peerId)
                .key(tenant.key)
                .body("{'metadata':{'quux':'" + NAME + "'},'role':'" + NAME + "','permissions':{'admin':true}}")
                .send());
        refused(site.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                .path("roomName", tenant.room)
                .path("externalUserId", EMAIL)
                .key(tenant.key)
                .send());
        guarded("locked-" + site.items().size());
        refused(site.call("POST /api/v1/token/revoke")
                .key(tenant.key)
                .body("{'token':'" + tenant.accessToken + "'}")
                .send());
        refused(site.call(Visit.ALL.get(4).route())
                .query("secretKey", tenant.key)
                .send());
        site.operator("{'action':'create-key','app':'dev','label':'" + NAME + "'}");
    }

    /** A locked room, with personal data wherever it takes some, and three who ask to come in. */
    private void guarded(String room) {
        refused(site.call("POST /api/v1/room")
                .key(tenant.key)
                .body("{'roomName':'" + room + "','roomLocked':true,'metadata':{'quux':'" + NAME
                        + "'},'meetingJoinWebhook':'https://quux.example/hook'}")
                .send());
        Answer token = site.call("POST /api/v1/token")
                .key(tenant.key)
                .body("{'roomName':'" + room + "'," + PERSON + "}")
                .send();
        refused(token);
        for (String decision : List.of("approve", "deny", "none")) {
            Answer waiting = site.call("POST /api/v1/join/{appName}/{roomName}")
                    .path("appName", "dev")
                    .path("roomName", room)
                    .body("{'accessToken':'" + token.json().getOrDefault("token", "x") + "'}")
                    .from(ADDRESS)
                    .send();
            refused(waiting);
            if (!decision.equals("none")) {
                refused(site.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + decision)
                        .path("appName", "dev")
                        .path("roomName", room)
                        .path("requestId", String.valueOf(waiting.json().get("requestId")))
                        .key(tenant.key)
                        .body("{'message':'" + NAME + "'}")
                        .send());
            }
        }
    }

    private static Site.Call marked(Site.Call call) {
        return call.header("user-agent", NAME)
                .header("x-forwarded-for", ADDRESS)
                .header("referer", "https://quux.example/?name=Zebediah")
                .header("cookie", "name=Zebediah")
                .query("utm_source", EMAIL);
    }

    private void refused(Answer answer) {
        if (answer.status() >= 400) {
            refusals.add(answer.body());
        }
    }

    private void check() {
        assertThat(site.log.lines).isNotEmpty();
        assertThat(site.decisions).isNotEmpty();
        assertThat(refusals).isNotEmpty();
        List<String> said = new ArrayList<>(site.log.lines);
        said.addAll(site.decisions);
        said.addAll(refusals);
        said.add(printed.toString(StandardCharsets.UTF_8).replaceAll("(?m)^.*(javolution|FastMap).*$", ""));
        for (String line : said) {
            assertThat(line).doesNotContain(PERSONAL);
            assertThat(line).doesNotContainPattern(SECRET);
            assertThat(line).doesNotContain(Site.keyMaterial());
        }
        for (String item : site.items()) {
            assertThat(item).doesNotContainPattern(SECRET);
            assertThat(item).doesNotContain(Site.keyMaterial());
            assertThat(item).doesNotContain(ADDRESS, ADDRESS_6, "2001:db8");
        }
        assertThat(placesOfPersonalData()).isSubsetOf(WHERE_PERSONAL_DATA_IS_KEPT);
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
            "BAN sk",
            "BAN subject",
            "IDEM firstAnswer",
            "ROOM roomSettings",
            "KEY keyLabel");

    private Set<String> placesOfPersonalData() {
        Set<String> places = new TreeSet<>();
        for (Map<String, String> item : site.texts()) {
            Map<String, String> attributes = new LinkedHashMap<>(item);
            String kind = attributes.get("sk").replaceAll("#.*", "");
            attributes.forEach((name, value) -> {
                if (PERSONAL.stream().anyMatch(value::contains)) {
                    places.add(kind + " " + name);
                }
            });
        }
        return places;
    }
}
