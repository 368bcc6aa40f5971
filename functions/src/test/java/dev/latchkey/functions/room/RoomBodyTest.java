package dev.latchkey.functions.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.functions.body.Body;
import dev.latchkey.json.Json;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.permission.Right;
import dev.latchkey.problem.FieldError;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomRules;
import dev.latchkey.room.SecondEntry;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoomBodyTest {
    private static final Instant NOON = RoomBuilder.NOON;

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"privacy\":\"public\"}"})
    void roomIsPublicAndWithoutLimitsUnlessSomethingIsSaid(String body) {
        assertThat(Rooms.create(body).rules()).isEqualTo(RoomRules.OPEN);
    }

    @Test
    void everyFieldAboutAccessIsRead() {
        RoomRules rules = Rooms.create("""
                        {"privacy":"private","roomName":"standup","expireUnixSec":1767272400,"notBeforeUnixSec":1767268800,
                         "maxParticipants":50,"enableRequestToJoin":true,"roomLocked":true,"ejectAtRoomExp":true,
                         "ejectAfterElapsedTimeInSec":1800,"ownerOnlyBroadcast":true,"allowSendData":false}
                        """).rules();

        assertThat(rules.isPrivate()).isTrue();
        assertThat(rules.opensAt()).isEqualTo(NOON);
        assertThat(rules.expiresAt()).isEqualTo(NOON.plusSeconds(3600));
        assertThat(rules.maxParticipants()).isEqualTo(50);
        assertThat(rules.requestToJoin()).isTrue();
        assertThat(rules.locked()).isTrue();
        assertThat(rules.ejectAtExpiry()).isTrue();
        assertThat(rules.ejectAfter()).isEqualTo(Duration.ofMinutes(30));
        assertThat(rules.withheld().rights())
                .containsExactlyInAnyOrder(Right.PRODUCE_CAM, Right.PRODUCE_MIC, Right.PRODUCE_SCREEN, Right.SEND_DATA);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50})
    void reservedPlacesAreUpToAll(int reserved) {
        String body = "{\"maxParticipants\":50,\"reservedPlaces\":" + reserved + "}";

        assertThat(Rooms.create(body).rules().reservedPlaces()).isEqualTo(reserved);
    }

    @Test
    void capIsNotLoweredBelowTheReservedPlacesNorTakenFromThem() {
        Room room = Rooms.create("{\"maxParticipants\":50,\"reservedPlaces\":3,\"onSecondEntry\":\"refuse\"}");

        assertThat(Rooms.change(room, "{\"maxParticipants\":3}").rules().reservedPlaces())
                .isEqualTo(3);
        assertThat(Rooms.change(room, "{\"lang\":\"de\"}").rules()).isEqualTo(room.rules());
        assertThat(Rooms.change(room, "{\"maxParticipants\":0,\"reservedPlaces\":0}")
                        .rules()
                        .reservedPlaces())
                .isZero();
        assertThatThrownBy(() -> Rooms.change(room, "{\"maxParticipants\":2}")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Rooms.change(room, "{\"maxParticipants\":0}")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aRoomIsLargeFromItsMakingOnOrNever() {
        Room large = Rooms.create("{\"large\":true}");
        Room small = Rooms.create("{}");
        assertThat(large.isLarge()).isTrue();
        assertThat(small.isLarge()).isFalse();
        assertThat(RoomJson.of(large)).containsEntry("large", true);
        assertThat(RoomJson.of(small)).doesNotContainKey("large");
        assertThat(Rooms.change(large, "{\"large\":true,\"lang\":\"de\"}").isLarge())
                .isTrue();
        assertThat(Rooms.change(large, "{\"lang\":\"de\"}").isLarge()).isTrue();
        assertThatThrownBy(() -> Rooms.change(large, "{\"large\":false}")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> Rooms.change(small, "{\"large\":true}")).isInstanceOf(RefusedException.class);
    }

    @Test
    void noRoomIsLargeWhereThatIsNotSwitchedOn() {
        Body body = Body.of("{\"large\":true}");
        new RoomBody(body, AddressRules.INTERNET).large(false);
        assertThatThrownBy(body::finish).isInstanceOf(RefusedException.class).hasMessageContaining("LargeRooms");
    }

    @Test
    void secondEntryIsOneOfThree() {
        assertThat(Rooms.create("{}").rules().onSecondEntry()).isEqualTo(SecondEntry.ALLOW);
        for (SecondEntry rule : SecondEntry.values()) {
            String body = "{\"onSecondEntry\":\"" + rule.wireName() + "\"}";
            assertThat(Rooms.create(body).rules().onSecondEntry()).isEqualTo(rule);
        }
    }

    @Test
    void zeroIsNoLimit() {
        String limits = "{\"expireUnixSec\":%d,\"notBeforeUnixSec\":%d,\"maxParticipants\":%d,"
                + "\"ejectAfterElapsedTimeInSec\":%d}";

        assertThat(Rooms.create(limits.formatted(0, 0, 0, 0)).rules()).isEqualTo(RoomRules.OPEN);
        Room limited = Rooms.create(limits.formatted(1767272400, 1767268800, 50, 1800));
        assertThat(Rooms.change(limited, limits.formatted(0, 0, 0, 0)).rules()).isEqualTo(RoomRules.OPEN);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"privacy":"Private"}            | privacy | must be public or private
                    {"privacy":""}                   | privacy | must be public or private
                    {"privacy":null}                 | privacy | must be public or private
                    {"privacy":true}                 | privacy | must be public or private
                    {"reservedPlaces":1}             | reservedPlaces | are places of maxParticipants, and the room has none
                    {"maxParticipants":2,"reservedPlaces":3} | reservedPlaces | must not be more than maxParticipants
                    {"maxParticipants":2,"reservedPlaces":-1} | reservedPlaces | must be 0 to 100000
                    {"onSecondEntry":"ALLOW"}        | onSecondEntry | must be allow, replace or refuse
                    {"onSecondEntry":true}           | onSecondEntry | must be allow, replace or refuse
                    {"roomName":"a b"}               | roomName | must be 1 to 64 letters, digits, '_' or '-'
                    {"roomName":"../x"}              | roomName | must be 1 to 64 letters, digits, '_' or '-'
                    {"roomName":null}                | roomName | must be 1 to 64 letters, digits, '_' or '-'
                    {"expireUnixSec":1767272400000}  | expireUnixSec | is in seconds, not milliseconds
                    {"expireUnixSec":"2026-01-01"}   | expireUnixSec | must be a Unix time in whole seconds
                    {"expireUnixSec":-1}             | expireUnixSec | must not be negative
                    {"notBeforeUnixSec":1.5}         | notBeforeUnixSec | must be a Unix time in whole seconds
                    {"expireUnixSec":5,"notBeforeUnixSec":5} | expireUnixSec | must be after notBeforeUnixSec
                    {"expireUnixSec":5,"notBeforeUnixSec":6} | expireUnixSec | must be after notBeforeUnixSec
                    {"maxParticipants":-1}           | maxParticipants | must be 0 to 100000
                    {"maxParticipants":100001}       | maxParticipants | must be 0 to 100000
                    {"maxParticipants":4294967297}   | maxParticipants | must be 0 to 100000
                    {"maxParticipants":1.5}          | maxParticipants | must be a whole number
                    {"maxParticipants":"50"}         | maxParticipants | must be a whole number
                    {"enableRequestToJoin":"true"}   | enableRequestToJoin | must be true or false
                    {"roomLocked":1}                 | roomLocked | must be true or false
                    {"ejectAtRoomExp":null}          | ejectAtRoomExp | must be true or false
                    {"ejectAfterElapsedTimeInSec":31622401} | ejectAfterElapsedTimeInSec | must be 0 to 31622400
                    {"ejectAfterElapsedTimeInSec":-1} | ejectAfterElapsedTimeInSec | must be 0 to 31622400
                    {"autoJoin":"yes"}               | autoJoin | must be true or false
                    {"ownerOnlyBroadcast":null}      | ownerOnlyBroadcast | must be true or false
                    {"meetingJoinWebhook":"/hook"}   | meetingJoinWebhook | must be an absolute https URL to the internet without a user
                    {"meetingLeftWebhook":"http://example.com/"} | meetingLeftWebhook | must be an absolute https URL to the internet without a user
                    {"meetingStartedWebhook":"https://169.254.169.254/"} | meetingStartedWebhook | must be an absolute https URL to the internet without a user
                    {"meetingEndedWebhook":7}        | meetingEndedWebhook | must be an absolute https URL to the internet without a user
                    {"enableRTMPOut":true}           | rtmpOutURL | is needed when enableRTMPOut is true
                    {"rtmpOutURL":"https://x.test"}  | rtmpOutURL | must be an absolute URL with rtmps or rtmp
                    {"compositionLayout":"circle"}   | compositionLayout | must be grid or active_speaker
                    {"endMeetingAfterNoActivityInSec":-1} | endMeetingAfterNoActivityInSec | must be 0 to 31622400
                    {"lang":" "}                     | lang | must be 1 to 35 characters
                    {"allowProduceSources":true}     | allowProduceSources | must be an object
                    {"allowProduceSources":{"cam":"no"}} | allowProduceSources.cam | must be true or false
                    {"allowProduceSources":{"camera":true}} | allowProduceSources.camera | is not a field of this call
                    {"archived":true}                | archived | cannot be set: DELETE archives a room
                    {"expireUnixSecs":5}             | expireUnixSecs | is not a field of this call
                    {"_id":"5f01"}                   | _id | is not a field of this call
                    """)
    void badFieldIsNamedOnce(String body, String field, String wrong) {
        assertThat(refusal(() -> Rooms.create(body)).errors()).containsExactly(new FieldError(field, wrong));
    }

    @Test
    void everyBadFieldIsNamedAtOnce() {
        Map<String, Object> body = new LinkedHashMap<>();
        List<String> fields = List.of(
                "privacy",
                "roomName",
                "expireUnixSec",
                "notBeforeUnixSec",
                "maxParticipants",
                "enableRequestToJoin",
                "roomLocked",
                "ejectAtRoomExp",
                "ejectAfterElapsedTimeInSec",
                "archived",
                "noSuchField");
        fields.forEach(field -> body.put(field, List.of()));
        RoomField.ALL.stream()
                .filter(field -> !field.name().equals("metadata"))
                .forEach(field -> body.put(field.name(), List.of()));

        RefusedException refusal = refusal(() -> Rooms.create(Json.write(body)));
        assertThat(refusal.errors()).extracting(FieldError::field).isSubsetOf(body.keySet());
        assertThat(refusal.errors().size() + refusal.moreErrors()).isEqualTo(body.size());
    }

    @Test
    void everySettingIsKeptAsItCame() {
        String body = """
                {"autoJoin":true,"showInviteBox":false,"enableChat":false,"newChatForMeetingSession":false,
                 "enableScreenSharing":false,"joinVideoOn":false,"joinAudioOn":false,"enableCamera":false,
                 "enableMicrophone":false,"enableWatermark":false,"enableRecording":true,"recordRoom":true,
                 "ownerOnlyBroadcast":true,"audioOnlyRoom":true,"enableComposition":true,"recordComposition":true,
                 "enableRTMPOut":true,"enableLiveStreaming":true,"deleteOnExp":true,"allowProduce":false,
                 "allowConsume":false,"allowSendData":false,"allowProduceSources":{"cam":false,"mic":true,"screen":false},
                 "endMeetingAfterNoActivityInSec":60,"compositionLayout":"grid","lang":"de",
                 "metadata":{"a":[1,null]},"rtmpOutURL":"rtmp://x.test/live","meetingJoinWebhook":"https://x.test/j",
                 "meetingLeftWebhook":"https://x.test/l","meetingStartedWebhook":"https://x.test/s",
                 "meetingEndedWebhook":"https://x.test/e"}
                """;

        assertThat(Rooms.create(body).settings()).isEqualTo(Json.readObject(body));
        assertThat(Json.readObject(body)).hasSize(RoomField.ALL.size());
    }

    @Test
    void changeLeavesWhatItDoesNotName() {
        Room room = Rooms.create("""
                {"privacy":"private","expireUnixSec":1767272400,"notBeforeUnixSec":1767268800,"maxParticipants":50,
                 "enableRequestToJoin":true,"roomLocked":true,"ejectAtRoomExp":true,"ejectAfterElapsedTimeInSec":1800,
                 "ownerOnlyBroadcast":true,"lang":"de","metadata":{"a":1}}
                """);

        Room unchanged = Rooms.change(room, "{}");
        assertThat(unchanged.rules()).isEqualTo(room.rules());
        assertThat(unchanged.settings()).isEqualTo(room.settings());

        Room unlocked = Rooms.change(room, "{\"roomLocked\":false}");
        assertThat(unlocked.rules().locked()).isFalse();
        assertThat(unlocked.rules().isPrivate()).isTrue();
        assertThat(unlocked.rules().withheld()).isEqualTo(room.rules().withheld());
        assertThat(unlocked.settings()).isEqualTo(room.settings());
    }

    @Test
    void changedSettingChangesWhatIsWithheld() {
        Room quiet = Rooms.create("{\"ownerOnlyBroadcast\":true}");

        assertThat(quiet.rules().withheld().canProduce()).isTrue();
        assertThat(Rooms.change(quiet, "{\"ownerOnlyBroadcast\":false}")
                        .rules()
                        .withheld()
                        .rights())
                .isEmpty();
    }

    @Test
    void sourceThatAChangeDoesNotNameStaysWithheld() {
        Room noCamera = Rooms.create("{\"allowProduceSources\":{\"cam\":false}}");
        Room noMicEither = Rooms.change(noCamera, "{\"allowProduceSources\":{\"mic\":false}}");

        assertThat(noMicEither.rules().withheld().rights())
                .containsExactlyInAnyOrder(Right.PRODUCE_CAM, Right.PRODUCE_MIC);
    }

    @Test
    void newEndIsComparedWithTheBeginningThatIsThere() {
        Room room = Rooms.create("{\"notBeforeUnixSec\":1767268800}");

        assertThat(refusal(() -> Rooms.change(room, "{\"expireUnixSec\":1767268800}"))
                        .errors())
                .containsExactly(new FieldError("expireUnixSec", "must be after notBeforeUnixSec"));
        assertThat(Rooms.change(room, "{\"expireUnixSec\":1767268801}").rules().expiresAt())
                .isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void wholeRoomMayBeSentBackAsItIs() {
        Room room =
                Rooms.create("{\"privacy\":\"private\",\"maxParticipants\":50,\"lang\":\"de\",\"metadata\":{\"a\":1}}");

        Room same = Rooms.change(room, Json.write(RoomJson.of(room)));

        assertThat(same.rules()).isEqualTo(room.rules());
        assertThat(same.settings()).isEqualTo(room.settings());
    }

    @ParameterizedTest
    @CsvSource({"_id, 5f02", "roomName, retro", "app, other", "created, 2020-01-01T00:00:00.000Z"})
    void whatNamesARoomIsRefusedWhenItSaysAnythingElse(String field, String other) {
        Room room = Rooms.create("{}");

        assertThat(refusal(() -> Rooms.change(room, Json.write(Map.of(field, other))))
                        .errors())
                .containsExactly(new FieldError(field, "cannot be changed"));
    }

    @Test
    void roomIsWrittenAsItWasRead() {
        String body =
                "{\"privacy\":\"private\",\"enableRequestToJoin\":true,\"roomLocked\":true,\"ejectAtRoomExp\":true,"
                        + "\"notBeforeUnixSec\":1767268800,\"expireUnixSec\":1767272400,\"maxParticipants\":50,"
                        + "\"ejectAfterElapsedTimeInSec\":1800}";

        assertThat(RoomJson.of(Rooms.create(body))).containsAllEntriesOf(plain(body));
    }

    private static Map<String, Object> plain(String json) {
        Map<String, Object> plain = new LinkedHashMap<>(Json.readObject(json));
        plain.put("maxParticipants", 50);
        return plain;
    }

    @Test
    void limitsThatAreNotSetAreLeftOut() {
        assertThat(RoomJson.of(Rooms.create("{}")))
                .doesNotContainKeys(
                        "expireUnixSec",
                        "notBeforeUnixSec",
                        "maxParticipants",
                        "reservedPlaces",
                        "ejectAfterElapsedTimeInSec",
                        "rtmpOutURL")
                .containsEntry("privacy", "public")
                .containsEntry("archived", false)
                .containsEntry("_id", RoomBuilder.STANDUP_ID)
                .containsEntry("created", "2026-01-01T12:00:00.000Z")
                .containsEntry("app", "acme");
    }

    @Test
    void clientsHearNothingOfTheAppsServersAndStreams() {
        Room room = Rooms.create("{\"meetingJoinWebhook\":\"https://x.test/sesame\",\"enableRTMPOut\":true,"
                + "\"rtmpOutURL\":\"rtmp://x.test/sesame\",\"lang\":\"de\"}");

        assertThat(Json.write(RoomJson.forClients(room)))
                .doesNotContain("sesame")
                .contains("\"lang\":\"de\"");
    }

    @Test
    void orderOfFieldsDecidesNothing() {
        Arbitrary.forAll(3000, arbitrary -> {
            Map<String, Object> body = arbitraryBody(arbitrary);

            assertThat(outcome(Json.write(arbitrary.shuffled(body)))).isEqualTo(outcome(Json.write(body)));
        });
    }

    @Test
    void noBodyIsADefect() {
        List<String> names = new java.util.ArrayList<>(arbitraryNames());
        Arbitrary.forAll(5000, arbitrary -> {
            Map<String, Object> body = arbitraryBody(arbitrary);
            body.put(arbitrary.oneOf(names), arbitrary.json(3));

            assertThat(outcome(Json.write(body))).isNotNull();
        });
    }

    private static List<String> arbitraryNames() {
        return RoomField.ALL.stream().map(RoomField::name).toList();
    }

    private static Map<String, Object> arbitraryBody(Arbitrary arbitrary) {
        Map<String, Object> body = new LinkedHashMap<>();
        put(arbitrary, body, "privacy", arbitrary.oneOf("public", "private", "secret"));
        put(arbitrary, body, "expireUnixSec", arbitrary.oneOf(0L, 1767272400L, 1767272400000L));
        put(arbitrary, body, "notBeforeUnixSec", arbitrary.oneOf(0L, 1767268800L, 1767279600L));
        put(arbitrary, body, "maxParticipants", arbitrary.oneOf(0L, 50L, -1L, "x"));
        put(arbitrary, body, "ownerOnlyBroadcast", arbitrary.oneOf(true, false, 1L));
        put(arbitrary, body, "lang", arbitrary.oneOf("en", "", 5L));
        put(arbitrary, body, "enableRTMPOut", arbitrary.coin());
        put(arbitrary, body, "rtmpOutURL", "rtmp://x.test/live");
        put(arbitrary, body, "noSuchField", 1L);
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
            Room room = Rooms.create(body);
            return List.of(room.rules(), room.settings());
        } catch (RefusedException e) {
            return e.errors().stream().map(FieldError::field).sorted().toList();
        }
    }

    private static RefusedException refusal(Runnable reading) {
        try {
            reading.run();
        } catch (RefusedException e) {
            return e;
        }
        throw new AssertionError("nothing was wrong");
    }
}
