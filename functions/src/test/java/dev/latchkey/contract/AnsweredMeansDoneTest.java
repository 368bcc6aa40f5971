package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.AuditLog;
import dev.latchkey.functions.join.ApproveJoinRequestHandler;
import dev.latchkey.functions.join.GetJoinRequestHandler;
import dev.latchkey.functions.join.JoinRequestHandler;
import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.people.BanUserHandler;
import dev.latchkey.functions.people.EjectPeerHandler;
import dev.latchkey.functions.people.HeartbeatHandler;
import dev.latchkey.functions.people.ListPeersHandler;
import dev.latchkey.functions.people.UpdatePeerHandler;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.priming.PrimingContext;
import dev.latchkey.functions.room.ArchiveRoomHandler;
import dev.latchkey.functions.room.CreateRoomHandler;
import dev.latchkey.functions.room.UpdateRoomHandler;
import dev.latchkey.functions.token.CreateTokenHandler;
import dev.latchkey.functions.token.RevokeTokenHandler;
import dev.latchkey.json.Json;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.meeting.HeldPlace;
import dev.latchkey.meeting.PeerService;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.CachedSigningKeys;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.testing.ForwardingDynamoDb;
import dev.latchkey.testing.InterruptedDynamoDb;
import dev.latchkey.testing.LateDynamoDb;
import dev.latchkey.testing.memory.InMemoryMediaSecrets;
import dev.latchkey.token.SessionClaims;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * Every way of putting somebody out, amid every way of coming in, before each call to the table in turn; and the other way
 * round. Once both are answered, nobody is inside who was put out.
 */
class AnsweredMeansDoneTest {
    private static final Instant NOON = ScenarioFixture.NOON;

    /** A way in, with the second of two tokens of Ada's. */
    enum Entry {
        BY_TOKEN {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.join(client, fixture.token);
            }
        },
        BY_APPROVAL {
            @Override
            void prepare(Fixture fixture) {
                fixture.room("'roomLocked':true");
                fixture.waiting =
                        fixture.join(LocalDynamoDb.CLIENT, fixture.token).json();
                fixture.call(
                        new ApproveJoinRequestHandler(fixture), "approve", fixture.requestPath(), fixture.key, "{}");
            }

            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.call(
                        new GetJoinRequestHandler(fixture.over(client)),
                        "look",
                        fixture.requestPath(),
                        "Bearer " + fixture.waiting.get("ticket"),
                        "");
            }
        };

        void prepare(Fixture fixture) {
            fixture.room("");
        }

        abstract Answered run(Fixture fixture, DynamoDbClient client);
    }

    /** A way out for Ada. */
    enum Removal {
        BAN {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.call(
                        new BanUserHandler(fixture.over(client)),
                        "ban",
                        Map.of("roomName", "hall", "externalUserId", "ada"),
                        fixture.key,
                        "");
            }
        },
        REVOCATION_BY_TEXT {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.revoke(client, Map.of("token", fixture.token));
            }
        },
        REVOCATION_BY_JTI {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.revoke(client, Map.of("jti", fixture.jti()));
            }
        },
        CUT_OFF_OF_THE_ROOM {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.revoke(client, Map.of("roomName", "hall", "issuedBeforeUnixSec", NOON.getEpochSecond()));
            }
        },
        CUT_OFF_OF_THE_APP {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.revoke(client, Map.of("issuedBeforeUnixSec", NOON.getEpochSecond()));
            }
        },
        ARCHIVE {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.call(
                        new ArchiveRoomHandler(fixture.over(client)), "archive", fixture.roomPath(), fixture.key, "");
            }
        },
        APP_SWITCHED_OFF {
            @Override
            Answered run(Fixture fixture, DynamoDbClient client) {
                return fixture.operate(client, Map.of("action", "update-app", "app", "dev", "enabled", false));
            }
        };

        abstract Answered run(Fixture fixture, DynamoDbClient client);
    }

    static List<Arguments> pairs() {
        return java.util.stream.Stream.of(Entry.values())
                .flatMap(entry ->
                        java.util.stream.Stream.of(Removal.values()).map(removal -> Arguments.of(entry, removal)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void nobodyIsInsideWhoWasPutOutAmidComingIn(Entry entry, Removal removal) {
        everyMoment(
                fixture -> client -> entry.run(fixture, client),
                fixture -> removal.run(fixture, LocalDynamoDb.CLIENT),
                entry);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void nobodyIsInsideWhoCameInAmidBeingPutOut(Entry entry, Removal removal) {
        everyMoment(
                fixture -> client -> removal.run(fixture, client),
                fixture -> entry.run(fixture, LocalDynamoDb.CLIENT),
                entry);
    }

    /** Ejected with his first token, and banned, while he comes in with his second. */
    @ParameterizedTest
    @EnumSource(Entry.class)
    void nobodyIsInsideWhoWasEjectedAndBannedAmidComingInOnceMore(Entry entry) {
        for (int at = 1; ; at++) {
            Fixture fixture = new Fixture();
            entry.prepare(fixture);
            String first = fixture.joinWithFirst();
            InterruptedDynamoDb client =
                    new InterruptedDynamoDb(LocalDynamoDb.CLIENT, at, () -> fixture.eject(LocalDynamoDb.CLIENT, first));
            entry.run(fixture, client);
            if (!client.interrupted()) {
                break;
            }
            assertThat(fixture.inside()).as("before call %d of %s", at, entry).isEmpty();
        }
        for (int at = 1; ; at++) {
            Fixture fixture = new Fixture();
            entry.prepare(fixture);
            String first = fixture.joinWithFirst();
            InterruptedDynamoDb client =
                    new InterruptedDynamoDb(LocalDynamoDb.CLIENT, at, () -> entry.run(fixture, LocalDynamoDb.CLIENT));
            fixture.eject(client, first);
            if (!client.interrupted()) {
                return;
            }
            assertThat(fixture.inside())
                    .as("%s before call %d of the ejection", entry, at)
                    .isEmpty();
        }
    }

    @Test
    void whoeverIsNotPutOutStays() {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        assertThat(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT).status()).isEqualTo(201);
        assertThat(fixture.inside()).hasSize(1);
    }

    /** DynamoDB may answer a cheap read as all was a second ago. */
    @ParameterizedTest
    @EnumSource(Removal.class)
    void whoWasPutOutIsRefusedHoweverLateWhatIsReadOfHim(Removal removal) {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        String session = fixture.session(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));
        Fixture late = fixture.asItIsNow();
        assertThat(late.heartbeat(session).status()).isEqualTo(200);
        late = fixture.asItIsNow();

        removal.run(fixture, LocalDynamoDb.CLIENT);

        assertThat(late.heartbeat(session).status()).isGreaterThanOrEqualTo(400);
    }

    /** By a connection as by heartbeats. */
    @ParameterizedTest
    @EnumSource(Removal.class)
    void thePingOfWhoWasPutOutIsRefusedHoweverLateWhatIsReadOfHim(Removal removal) {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        HeldPlace place = fixture.connect(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));
        assertThat(fixture.asItIsNow().ping(place)).isNotEmpty();
        Fixture late = fixture.asItIsNow();

        removal.run(fixture, LocalDynamoDb.CLIENT);

        assertThat(late.ping(place)).isEmpty();
        assertThat(fixture.ping(place)).isEmpty();
    }

    /** What speaks against him is written, and whoever wrote it died before he was out: late or not, the next ping ends it. */
    @ParameterizedTest
    @EnumSource(
            value = Removal.class,
            names = {"BAN", "REVOCATION_BY_TEXT", "REVOCATION_BY_JTI"})
    void aRemovalThatWasInterruptedIsBroughtToItsEndByThePing(Removal removal) {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        HeldPlace place = fixture.connect(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));
        // The one write; what follows it fails.
        removal.run(fixture, new ForwardingDynamoDb(LocalDynamoDb.CLIENT) {
            private boolean written;

            @Override
            protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
                if (written) {
                    throw ResourceNotFoundException.builder().message("gone").build();
                }
                written = request instanceof PutItemRequest || request instanceof TransactWriteItemsRequest;
                return carryOut.get();
            }
        });
        assertThat(fixture.inside()).hasSize(1);

        assertThat(fixture.asItIsNow().ping(place)).isEmpty();

        assertThat(fixture.inside()).isEmpty();
    }

    @Test
    void thePingOfWhoCameInAMomentAgoIsAnsweredHoweverLateWhatIsReadOfHim() {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        Fixture late = fixture.asItIsNow();

        HeldPlace place = fixture.connect(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));

        assertThat(late.ping(place)).isNotEmpty();
    }

    /** Also in the session token that he is given. */
    @Test
    void thePingOfWhoMayNoMoreSaysSoHoweverLateWhatIsReadOfHim() {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        HeldPlace place = fixture.connect(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));
        Fixture late = fixture.asItIsNow();

        fixture.demote(place.peerId());
        fixture.change("{\"allowSendData\":false}");

        String session = late.ping(place).orElseThrow();
        assertThat(Fixture.payload(session)).contains("\"role\":\"listener\"", "\"canSendData\":false");
    }

    @Test
    void whoCameInAMomentAgoIsKeptHoweverLateWhatIsReadOfHim() {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        Fixture late = fixture.asItIsNow();

        String session = fixture.session(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));

        assertThat(late.heartbeat(session).status()).isEqualTo(200);
    }

    /** Also in the session token that he is given. */
    @Test
    void whoMayNoMoreIsToldSoHoweverLateWhatIsReadOfHim() {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        Answered joined = Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT);
        Fixture late = fixture.asItIsNow();

        fixture.demote(String.valueOf(joined.json().get("participantSessionId")));

        Answered beat = late.heartbeat(fixture.session(joined));
        assertThat(beat.json()).containsEntry("role", "listener");
        assertThat(Fixture.payload(fixture.session(beat))).contains("\"role\":\"listener\"");
    }

    /** Also in the session token that he is given. */
    @Test
    void whatNobodyMayAnyMoreNobodyIsGivenHoweverLateWhatIsReadOfHim() {
        Fixture fixture = new Fixture();
        Entry.BY_TOKEN.prepare(fixture);
        String session = fixture.session(Entry.BY_TOKEN.run(fixture, LocalDynamoDb.CLIENT));
        assertThat(Fixture.payload(session)).contains("\"canSendData\":true");
        Fixture late = fixture.asItIsNow();

        fixture.change("{\"allowSendData\":false}");

        assertThat(Fixture.payload(fixture.session(late.heartbeat(session)))).contains("\"canSendData\":false");
    }

    private interface Moment {
        Answered run(DynamoDbClient client);
    }

    private static void everyMoment(Function<Fixture, Moment> first, Function<Fixture, Answered> amid, Entry entry) {
        for (int at = 1; ; at++) {
            Fixture fixture = new Fixture();
            entry.prepare(fixture);
            Answered[] answers = new Answered[2];
            InterruptedDynamoDb client =
                    new InterruptedDynamoDb(LocalDynamoDb.CLIENT, at, () -> answers[1] = amid.apply(fixture));
            answers[0] = first.apply(fixture).run(client);
            if (!client.interrupted()) {
                assertThat(at).as("calls").isGreaterThan(2);
                return;
            }
            for (Answered answer : answers) {
                assertThat(answer.status()).as("before call %d: %s", at, answer).isLessThan(500);
            }
            assertThat(fixture.inside()).as("before call %d", at).isEmpty();
            for (Answered answer : answers) {
                if (answer.json().get("sessionToken") instanceof String sessionToken) {
                    assertThat(fixture.heartbeat(sessionToken).status())
                            .as("heartbeat, before call %d", at)
                            .isGreaterThanOrEqualTo(400);
                }
            }
        }
    }

    private record Answered(int status, Map<String, Object> json) {}

    /** An app with a room, and Ada's two tokens for it, over a table of its own. */
    private static class Fixture implements Platform {
        private final DynamoDbClient client;
        private final String table;
        private final SigningKeys keys;
        private String key = "";
        private String firstToken = "";
        private String token = "";
        private Map<String, Object> waiting = Map.of();

        Fixture() {
            this(LocalDynamoDb.CLIENT, "Latchkey-" + UUID.randomUUID(), keys());
            LocalDynamoDb.createTable(client, table);
            key = String.valueOf(operate(client, Map.of("action", "create-app", "app", "dev"))
                    .json()
                    .get("apiKey"));
        }

        private Fixture(DynamoDbClient client, String table, SigningKeys keys) {
            this.client = client;
            this.table = table;
            this.keys = keys;
        }

        private static SigningKeys keys() {
            return new CachedSigningKeys(
                    () -> ScenarioFixture.KEYS.secretText(),
                    Clock.fixed(NOON, java.time.ZoneOffset.UTC),
                    Runnable::run,
                    n -> {});
        }

        /** The app has no media server. */
        @Override
        public MediaSecrets mediaSecrets() {
            return new InMemoryMediaSecrets();
        }

        /** The same bundle, reached through another client. */
        Fixture over(DynamoDbClient other) {
            return new Fixture(other, table, keys);
        }

        void room(String fields) {
            String name = "'roomName':'hall'" + (fields.isEmpty() ? "" : "," + fields);
            call(new CreateRoomHandler(this), "room", Map.of(), key, ("{" + name + "}").replace('\'', '"'));
            firstToken = newToken();
            token = newToken();
        }

        /** Issued before noon, so that a cut-off at noon concerns it. */
        private String newToken() {
            Platform earlier = new Fixture(client, table, keys) {
                @Override
                public Clock clock() {
                    return Clock.offset(super.clock(), Duration.ofMinutes(-1));
                }
            };
            return String.valueOf(call(
                            new CreateTokenHandler(earlier),
                            "token",
                            Map.of(),
                            key,
                            "{\"roomName\":\"hall\",\"externalUserId\":\"ada\"}")
                    .json()
                    .get("token"));
        }

        String jti() {
            return String.valueOf(Json.readObject(payload(token)).get("jti"));
        }

        static String payload(String jwt) {
            return new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8);
        }

        Answered join(DynamoDbClient through, String accessToken) {
            return call(
                    new JoinRequestHandler(over(through)),
                    "join",
                    Map.of("appName", "dev", "roomName", "hall"),
                    "",
                    Json.write(Map.of("accessToken", accessToken)));
        }

        /** Returns who he is inside; past a lock, where there is one. */
        String joinWithFirst() {
            Map<String, Object> seen = join(client, firstToken).json();
            if (!seen.containsKey("participantSessionId")) {
                Map<String, String> path = Map.of(
                        "appName", "dev", "roomName", "hall", "requestId", String.valueOf(seen.get("requestId")));
                call(new ApproveJoinRequestHandler(this), "approve", path, key, "{}");
                seen = call(new GetJoinRequestHandler(this), "look", path, "Bearer " + seen.get("ticket"), "")
                        .json();
            }
            return String.valueOf(seen.get("participantSessionId"));
        }

        Answered eject(DynamoDbClient through, String peerId) {
            return call(
                    new EjectPeerHandler(over(through)),
                    "eject",
                    Map.of("roomName", "hall", "peerId", peerId),
                    key,
                    "{\"ban\":true}");
        }

        Answered revoke(DynamoDbClient through, Map<String, Object> what) {
            return call(new RevokeTokenHandler(over(through)), "revoke", Map.of(), key, Json.write(what));
        }

        Map<String, String> roomPath() {
            return Map.of("roomName", "hall");
        }

        Map<String, String> requestPath() {
            return Map.of("appName", "dev", "roomName", "hall", "requestId", String.valueOf(waiting.get("requestId")));
        }

        /** Whom the app is told of as inside; nobody when there is no room, or no app, any more. */
        List<?> inside() {
            Answered peers = call(new ListPeersHandler(this), "peers", roomPath(), key, "");
            return peers.json().get("peers") instanceof List<?> list ? list : List.of();
        }

        Answered heartbeat(String sessionToken) {
            return call(new HeartbeatHandler(this), "heartbeat", Map.of(), "Bearer " + sessionToken, "");
        }

        /** Opens a connection, as the function does that is told of it. */
        HeldPlace connect(Answered joined) {
            PeerService peers = new Services(this).peers();
            SessionClaims claims = peers.claims(session(joined));
            peers.connect(claims, "c");
            return new HeldPlace(
                    claims.app(), claims.roomName(), claims.roomId(), claims.peerId(), claims.peerVersion());
        }

        /** Returns the next session token; nothing to who is refused. */
        Optional<String> ping(HeldPlace place) {
            try {
                return Optional.of(new Services(this).peers().ping(place, "c").sessionToken());
            } catch (RefusedException e) {
                return Optional.empty();
            }
        }

        String session(Answered answer) {
            assertThat(answer.status()).as("%s", answer).isBetween(200, 201);
            return String.valueOf(answer.json().get("sessionToken"));
        }

        /** The same bundle, which goes on reading cheaply what there is now. */
        Fixture asItIsNow() {
            return over(new LateDynamoDb(client, table));
        }

        void demote(String peerId) {
            Map<String, String> path = Map.of("roomName", "hall", "peerId", peerId);
            Answered changed = call(new UpdatePeerHandler(this), "peer", path, key, "{\"role\":\"listener\"}");
            assertThat(changed.status()).isEqualTo(200);
        }

        void change(String settings) {
            assertThat(call(new UpdateRoomHandler(this), "room", roomPath(), key, settings)
                            .status())
                    .isEqualTo(200);
        }

        Answered operate(DynamoDbClient through, Map<String, Object> payload) {
            return new Answered(200, Json.readObject(run(new AppsHandler(over(through)), Json.write(payload))));
        }

        Answered call(
                RequestStreamHandler handler, String route, Map<String, String> path, String credential, String body) {
            Map<String, Object> event = new LinkedHashMap<>();
            event.put("version", "2.0");
            event.put("routeKey", route);
            event.put(
                    "headers",
                    credential.startsWith("Bearer ")
                            ? Map.of("authorization", credential)
                            : Map.of("x-api-key", credential));
            event.put("pathParameters", path);
            event.put("requestContext", Map.of("requestId", "r", "http", Map.of("method", "POST", "sourceIp", "::1")));
            event.put("body", body);
            event.put("isBase64Encoded", false);
            Map<String, Object> answer = Json.readObject(run(handler, Json.write(event)));
            return new Answered(
                    ((Number) answer.get("statusCode")).intValue(),
                    Json.readObject(String.valueOf(answer.get("body"))));
        }

        private static String run(RequestStreamHandler handler, String event) {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            try {
                handler.handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new PrimingContext());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return answer.toString(StandardCharsets.UTF_8);
        }

        @Override
        public Clock clock() {
            return Clock.fixed(NOON, java.time.ZoneOffset.UTC);
        }

        @Override
        public Stores stores() {
            return new DynamoDbStores(client, table, auditLog(), clock());
        }

        @Override
        public SigningKeys signingKeys() {
            return keys;
        }

        @Override
        public AuditLog auditLog() {
            return decision -> {};
        }
    }
}
