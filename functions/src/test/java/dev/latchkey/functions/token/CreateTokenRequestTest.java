package dev.latchkey.functions.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.body.Body;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Right;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CreateTokenRequestTest {
    /** Noon is 1767268800. */
    private static final Instant NOON = RoomBuilder.NOON;

    @Test
    void nothingSaidIsAGuestsTokenForEveryRoomThatNeverEnds() {
        assertThat(read("{}"))
                .isEqualTo(new CreateTokenRequest(
                        null, Person.NOBODY, Grant.GUEST, Instant.EPOCH, Instant.MAX, Duration.ZERO, 0));
    }

    @Test
    void everyRowOfTheSeedsTableIsRead() {
        CreateTokenRequest request = read("""
                {"isAdmin":true,"roomName":"standup","globalToken":false,"name":"Ada","email":"ada@example.com",
                 "meta":"vip\\n","externalUserId":"user-1","expireUnixSec":1767272400,"notBeforeUnixSec":1767268860,
                 "ejectAfterElapsedTimeInSec":1800,"joinVideoOn":true,"joinAudioOn":false,"disableVideo":true,
                 "disableAudio":false,"disableScreenSharing":true,"role":"coHost","permissions":{"canSendData":false},
                 "metadata":{"seat":7}}
                """);

        assertThat(request.room()).isEqualTo(new RoomName("standup"));
        assertThat(request.notBefore()).isEqualTo(NOON.plusSeconds(60));
        assertThat(request.expires()).isEqualTo(NOON.plusSeconds(3600));
        assertThat(request.ejectAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(request.grant())
                .isEqualTo(new Grant(Role.CO_HOST, Grant.HOST.permissions().with(Right.SEND_DATA, false)));
        assertThat(request.person())
                .isEqualTo(new Person(
                        "Ada",
                        "ada@example.com",
                        "vip\n",
                        "user-1",
                        new JsonText("{\"seat\":7}"),
                        Map.of(
                                "joinVideoOn",
                                true,
                                "joinAudioOn",
                                false,
                                "disableVideo",
                                true,
                                "disableAudio",
                                false,
                                "disableScreenSharing",
                                true)));
    }

    @ParameterizedTest
    @CsvSource({"{}, 0", "{\"maxPeers\":1}, 1", "{\"maxPeers\":100000}, 100000"})
    void peersAreLimitedWhereItIsSaid(String body, int maxPeers) {
        assertThat(read(body).maxPeers()).isEqualTo(maxPeers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"roomName":"standup"}                      | standup
                    {"roomName":"standup","globalToken":false}  | standup
                    {"globalToken":true}                        |
                    {}                                          |
                    """)
    void tokenOpensTheRoomThatIsNamedOrEveryRoom(String body, String room) {
        assertThat(read(body).room()).isEqualTo(room == null ? null : new RoomName(room));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"roomName":"standup","globalToken":true} | globalToken | is true but roomName names one room
                    {"globalToken":false}      | globalToken | is false but no roomName says which room
                    {"roomName":"a b"}         | roomName | must be 1 to 64 letters, digits, '_' or '-'
                    {"roomName":null}          | roomName | must be 1 to 64 letters, digits, '_' or '-'
                    {"roomName":""}            | roomName | must be 1 to 64 letters, digits, '_' or '-'
                    {"globalToken":"true"}     | globalToken | must be true or false
                    {"isAdmin":null}           | isAdmin | must be true or false
                    {"isAdmin":1}              | isAdmin | must be true or false
                    {"name":""}                | name | must be 1 to 100 characters
                    {"name":null}              | name | must be a text
                    {"name":"a\\u202eb"}       | name | must not hold control or format characters
                    {"email":"ada"}            | email | must be an e-mail address of at most 254 characters
                    {"email":"@example.com"}   | email | must be an e-mail address of at most 254 characters
                    {"email":"ada@"}           | email | must be an e-mail address of at most 254 characters
                    {"email":"a@b@c"}          | email | must be an e-mail address of at most 254 characters
                    {"email":"a b@c"}          | email | must be an e-mail address of at most 254 characters
                    {"email":"a\\n@c"}         | email | must be an e-mail address of at most 254 characters
                    {"email":"a\\u202e@c"}     | email | must be an e-mail address of at most 254 characters
                    {"meta":{}}                | meta | must be a text
                    {"externalUserId":""}      | externalUserId | must be 1 to 128 characters
                    {"externalUserId":7}       | externalUserId | must be a text
                    {"expireUnixSec":0}        | expireUnixSec | must be in the future; leave it out for a token without an end
                    {"expireUnixSec":1767268800} | expireUnixSec | must be in the future; leave it out for a token without an end
                    {"expireUnixSec":-1}       | expireUnixSec | must not be negative
                    {"expireUnixSec":1767272400000} | expireUnixSec | is in seconds, not milliseconds
                    {"expireUnixSec":"1767272400"} | expireUnixSec | must be a Unix time in whole seconds
                    {"expireUnixSec":1767272400.5} | expireUnixSec | must be a Unix time in whole seconds
                    {"expireUnixSec":null}     | expireUnixSec | must be a Unix time in whole seconds
                    {"notBeforeUnixSec":1767272400000} | notBeforeUnixSec | is in seconds, not milliseconds
                    {"notBeforeUnixSec":null}  | notBeforeUnixSec | must be a Unix time in whole seconds
                    {"expireUnixSec":1767272400,"notBeforeUnixSec":1767272400} | expireUnixSec | must be after notBeforeUnixSec
                    {"ejectAfterElapsedTimeInSec":-1} | ejectAfterElapsedTimeInSec | must be 0 to 31622400
                    {"ejectAfterElapsedTimeInSec":31622401} | ejectAfterElapsedTimeInSec | must be 0 to 31622400
                    {"ejectAfterElapsedTimeInSec":"1800"} | ejectAfterElapsedTimeInSec | must be a whole number
                    {"maxPeers":0}             | maxPeers | must be 1 to 100000
                    {"maxPeers":100001}        | maxPeers | must be 1 to 100000
                    {"maxPeers":"1"}           | maxPeers | must be a whole number
                    {"joinVideoOn":"no"}       | joinVideoOn | must be true or false
                    {"role":""}                | role | must be 1 to 20 letters, digits, '_' or '-', and is not host, coHost, ... in other letter case
                    {"role":"123456789012345678901"} | role | must be 1 to 20 letters, digits, '_' or '-', and is not host, coHost, ... in other letter case
                    {"role":"a\\tb"}           | role | must be 1 to 20 letters, digits, '_' or '-', and is not host, coHost, ... in other letter case
                    {"role":"Host"}            | role | must be 1 to 20 letters, digits, '_' or '-', and is not host, coHost, ... in other letter case
                    {"role":"dj"}              | permissions | must be given with a custom role; {} for those of a guest
                    {"role":"listener","permissions":{"canProduce":true}} | permissions.canProduce | is true but no source is: role listener has none, name some in canProduceSources
                    {"role":"host","isAdmin":false} | isAdmin | is false but the role is host or coHost
                    {"isAdmin":true,"permissions":{"admin":false}} | isAdmin | is true but permissions.admin is false
                    {"permissions":[]}         | permissions | must be an object
                    {"permissions":null}       | permissions | must be an object
                    {"permissions":{"admin":null}} | permissions.admin | must be true or false
                    {"permissions":{"canProduce":"no"}} | permissions.canProduce | must be true or false
                    {"permissions":{"canFly":true}} | permissions.canFly | is not a field of this call
                    {"permissions":{"cam":true}} | permissions.cam | is not a field of this call
                    {"permissions":{"canProduceSources":{"cam":1}}} | permissions.canProduceSources.cam | must be true or false
                    {"permissions":{"canProduceSources":{"camera":true}}} | permissions.canProduceSources.camera | is not a field of this call
                    {"permissions":{"canProduceSources":["cam"]}} | permissions.canProduceSources | must be an object
                    {"expireUnixsec":1767272400} | expireUnixsec | is not a field of this call
                    {"expiresIn":300}          | expiresIn | is not a field of this call
                    """)
    void badFieldIsNamedOnce(String body, String field, String wrong) {
        assertThat(refusal(body).errors()).containsExactly(new FieldError(field, wrong));
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        String body = """
                {"isAdmin":"x","roomName":"a b","globalToken":"x","name":1,"email":1,"meta":1,"externalUserId":1,
                 "expireUnixSec":"x","notBeforeUnixSec":"x","ejectAfterElapsedTimeInSec":"x","joinVideoOn":1,"role":1,
                 "permissions":{"admin":1,"canProduceSources":{"mic":1,"x":1},"y":1},"expireUnixSecs":1}
                """;

        assertThat(refusal(body).errors())
                .extracting(FieldError::field)
                .containsExactlyInAnyOrder(
                        "isAdmin",
                        "roomName",
                        "globalToken",
                        "name",
                        "email",
                        "meta",
                        "externalUserId",
                        "expireUnixSec",
                        "notBeforeUnixSec",
                        "ejectAfterElapsedTimeInSec",
                        "joinVideoOn",
                        "role",
                        "permissions.admin",
                        "permissions.canProduceSources.mic",
                        "permissions.canProduceSources.x",
                        "permissions.y",
                        "expireUnixSecs");
    }

    @Test
    void tokenMayEndAtTheNextSecond() {
        assertThat(read("{\"expireUnixSec\":1767268801}").expires()).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void tokenMayBeginInThePast() {
        assertThat(read("{\"notBeforeUnixSec\":1}").notBefore()).isEqualTo(Instant.ofEpochSecond(1));
        assertThat(read("{\"notBeforeUnixSec\":0}").notBefore()).isEqualTo(Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({"name, 100", "meta, 1000", "externalUserId, 128"})
    void textHasAtMostItsLength(String field, int most) {
        Map<String, Object> longest = Map.of(field, "\uD83D\uDE00".repeat(most));
        Map<String, Object> longer = Map.of(field, "x".repeat(most + 1));

        assertThat(read(Json.write(longest)).person()).isNotEqualTo(Person.NOBODY);
        assertThat(refusal(Json.write(longer)).errors())
                .singleElement()
                .extracting(FieldError::field)
                .isEqualTo(field);
    }

    @Test
    void emailHasAtMost254Characters() {
        String longest = "a".repeat(242) + "@example.com";

        assertThat(read(Json.write(Map.of("email", longest))).person().email()).isEqualTo(longest);
        assertThat(refusal(Json.write(Map.of("email", "a" + longest))).errors())
                .singleElement()
                .extracting(FieldError::field)
                .isEqualTo("email");
    }

    @Test
    void metadataIsAnyJsonOfFiveKibibytes() {
        for (Object metadata : new Object[] {"a", 7L, 0.5, false, List.of(), Map.of("a", List.of(1L))}) {
            assertThat(read(Json.write(Map.of("metadata", metadata))).person().metadata())
                    .isEqualTo(JsonText.of(metadata));
        }
        String longest = "x".repeat(5 * 1024 - 2);
        assertThat(read(Json.write(Map.of("metadata", longest))).person().metadata())
                .isEqualTo(JsonText.of(longest));
        assertThat(refusal(Json.write(Map.of("metadata", longest + "x"))).errors())
                .containsExactly(new FieldError("metadata", "must be at most 5120 bytes of JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "xxxxxxxxxxxxxxxxxxxx"})
    void customRoleOfOneToTwentyCharactersIsTakenWithPermissions(String role) {
        assertThat(read("{\"role\":\"" + role + "\",\"permissions\":{\"canConsume\":true}}")
                        .grant())
                .isEqualTo(new Grant(new Role(role), Grant.GUEST.permissions()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"role":"speaker","permissions":{"canProduceSources":{"cam":true}}}                    | cam mic
                    {"role":"guest","permissions":{"canProduceSources":{"screen":false}}}                  | cam mic
                    {"role":"guest","permissions":{"canProduceSources":{}}}                                | cam mic screen
                    {"role":"guest","permissions":{"canProduce":false}}                                    |
                    {"role":"guest","permissions":{"canProduce":false,"canProduceSources":{"cam":true}}}   |
                    {"role":"guest","permissions":{"canProduce":true}}                                     | cam mic screen
                    {"role":"dj","permissions":{}}                                                         | cam mic screen
                    {"role":"listener","permissions":{"canProduce":true,"canProduceSources":{"mic":true}}} | mic
                    {"role":"speaker","permissions":{"canProduceSources":{"mic":false}}}                   |
                    """)
    void sourcesOverlayTheRowOneByOneAndCanProduceSaysWhetherThereIsAny(String body, String sources) {
        Map<String, Object> permissions = read(body).grant().permissions().toJson();
        List<String> granted = ((Map<?, ?>) permissions.get("canProduceSources"))
                .entrySet().stream()
                        .filter(source -> Boolean.TRUE.equals(source.getValue()))
                        .map(source -> (String) source.getKey())
                        .toList();

        assertThat(granted).isEqualTo(sources == null ? List.of() : List.of(sources.split(" ")));
        assertThat(permissions).containsEntry("canProduce", sources != null);
    }

    @Test
    void orderOfFieldsDecidesNothing() {
        Arbitrary.forAll(5000, arbitrary -> {
            Map<String, Object> body = arbitraryBody(arbitrary);

            assertThat(outcome(Json.write(arbitrary.shuffled(body)))).isEqualTo(outcome(Json.write(body)));
        });
    }

    @Test
    void noBodyIsADefect() {
        Arbitrary.forAll(5000, arbitrary -> {
            Map<String, Object> body = arbitraryBody(arbitrary);
            body.put(arbitrary.oneOf(List.copyOf(body.keySet())), arbitrary.json(3));

            assertThat(outcome(Json.write(body))).isNotNull();
        });
    }

    @Test
    void noFieldIsNamedTwice() {
        Arbitrary.forAll(5000, arbitrary -> {
            if (outcome(Json.write(arbitraryBody(arbitrary))) instanceof List<?> fields) {
                assertThat(fields).doesNotHaveDuplicates();
            }
        });
    }

    private static Map<String, Object> arbitraryBody(Arbitrary arbitrary) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", arbitrary.oneOf("Ada", "", 5L));
        put(arbitrary, body, "isAdmin", arbitrary.oneOf(true, false, "yes"));
        put(arbitrary, body, "roomName", arbitrary.oneOf("standup", "retro", "a b"));
        put(arbitrary, body, "globalToken", arbitrary.oneOf(true, false, 1L));
        put(arbitrary, body, "expireUnixSec", arbitrary.oneOf(1767272400L, 0L, 1767268800L, -1L, "x"));
        put(arbitrary, body, "notBeforeUnixSec", arbitrary.oneOf(1767272400L, 0L, 1767268800L, 1767268800000L));
        put(arbitrary, body, "role", arbitrary.oneOf("host", "coHost", "speaker", "dj", ""));
        put(arbitrary, body, "metadata", arbitrary.oneOf("x", 5L, List.of()));
        put(arbitrary, body, "expires", 1L);
        Map<String, Object> permissions = new LinkedHashMap<>();
        put(arbitrary, permissions, "admin", arbitrary.oneOf(true, false, 1L));
        put(arbitrary, permissions, "canProduce", arbitrary.coin());
        put(arbitrary, permissions, "canFly", true);
        Map<String, Object> sources = new LinkedHashMap<>();
        put(arbitrary, sources, "cam", arbitrary.coin());
        put(arbitrary, sources, "mic", arbitrary.oneOf(true, false, "no"));
        put(arbitrary, permissions, "canProduceSources", sources);
        put(arbitrary, body, "permissions", permissions);
        return body;
    }

    private static void put(Arbitrary arbitrary, Map<String, Object> members, String name, Object value) {
        if (arbitrary.oneIn(3)) {
            members.put(name, value);
        }
    }

    /** What was read, or the sorted names of the bad fields. */
    private static Object outcome(String body) {
        try {
            return read(body);
        } catch (RefusedException e) {
            return e.errors().stream().map(FieldError::field).sorted().toList();
        }
    }

    private static CreateTokenRequest read(String body) {
        return CreateTokenRequest.read(Body.of(body), NOON);
    }

    private static RefusedException refusal(String body) {
        try {
            read(body);
        } catch (RefusedException e) {
            return e;
        }
        throw new AssertionError("nothing was wrong with " + body);
    }
}
