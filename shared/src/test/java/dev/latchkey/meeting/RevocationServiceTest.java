package dev.latchkey.meeting;

import static dev.latchkey.meeting.Services.outcome;
import static dev.latchkey.meeting.Services.refusal;
import static dev.latchkey.testing.RoomBuilder.APP;
import static dev.latchkey.testing.RoomBuilder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Scope;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.room.Room;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.TokenBuilder;
import dev.latchkey.testing.memory.InMemoryApiKeyStore;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken back opens nothing any more, and whoever is inside by it is out. */
class RevocationServiceTest {
    private final Services services = new Services();
    private final InMemoryApiKeyStore apps = new InMemoryApiKeyStore(services.memory);
    private final Room room = services.open(RoomBuilder.publicRoom());
    private final RevocationService revocations = new RevocationService(
            services.accessTokens,
            services.tokens,
            services.rooms,
            apps,
            new PeerRemoval(services.meetings, services.clock),
            services.clock,
            services.auditLog::add);
    private final String token = services.token("ada", Grant.GUEST);
    private final Peer ada = services.admitted(room, token).peer();

    @ParameterizedTest
    @ValueSource(strings = {"text", "jti", "cut-off of the room", "cut-off of the app"})
    void nobodyIsInsideByWhatIsTakenBackOrComesIn(String how) {
        Caller by = caller(ApiKey.EVERYTHING);
        switch (how) {
            case "text" -> revocations.byText(by, token);
            case "jti" -> revocations.byJti(by, ada.jti());
            case "cut-off of the room" -> revocations.cutOffRoom(by, room.name(), NOON);
            default -> revocations.cutOffApp(by, NOON);
        }
        assertThat(services.inside(room)).isEmpty();
        assertThat(services.departure(room, ada)).isEqualTo(Departure.REVOKED);
        assertThat(outcome(() -> services.enter(current(), token, null))).isEqualTo("token_revoked");
        assertThat(services.member(services.auditLog.size() - 2, "what")).isEqualTo("revocation");
    }

    @Test
    void cutOffTakesWhatWasIssuedBeforeItAndNothingElse() {
        Peer anonymous = services.admitted(room, null).peer();
        revocations.cutOffRoom(caller(ApiKey.EVERYTHING), room.name(), ada.tokenIssuedAt());
        assertThat(services.inside(room)).extracting(Peer::id).containsExactlyInAnyOrder(ada.id(), anonymous.id());
        revocations.cutOffRoom(
                caller(ApiKey.EVERYTHING), room.name(), ada.tokenIssuedAt().plusSeconds(1));
        assertThat(services.inside(room)).extracting(Peer::id).containsExactly(anonymous.id());
    }

    @Test
    void earlierCutOffGivesNothingBack() {
        revocations.cutOffRoom(caller(ApiKey.EVERYTHING), room.name(), NOON);
        revocations.cutOffRoom(caller(ApiKey.EVERYTHING), room.name(), NOON.minusSeconds(3600));
        assertThat(current().tokensNotBefore()).isEqualTo(NOON);
    }

    @Test
    void tokenOfAnotherAppAndNoTokenAreRefusedAlike() {
        Caller by = caller(ApiKey.EVERYTHING);
        String others = services.sign(
                TokenBuilder.token().of(new AppName("other")).global().claims());
        assertThat(refusal(() -> revocations.byText(by, others))).isEqualTo(Reason.MALFORMED_REQUEST);
        assertThat(refusal(() -> revocations.byText(by, "hello"))).isEqualTo(Reason.MALFORMED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "jti", "cut-off of the room", "cut-off of the app"})
    void keyThatIsNotForTokensTakesNothingBack(String how) {
        Caller by = caller(Set.of(Scope.ROOMS, Scope.PEOPLE));
        Reason reason = refusal(() -> {
            switch (how) {
                case "text" -> revocations.byText(by, token);
                case "jti" -> revocations.byJti(by, ada.jti());
                case "cut-off of the room" -> revocations.cutOffRoom(by, room.name(), NOON);
                default -> revocations.cutOffApp(by, NOON);
            }
        });
        assertThat(reason).isEqualTo(Reason.FORBIDDEN);
        assertThat(services.inside(room)).hasSize(1);
    }

    private Room current() {
        return services.rooms.find(room.app(), room.name()).orElseThrow();
    }

    private Caller caller(Set<Scope> scopes) {
        App app = apps.findApp(APP).orElseThrow();
        ApiKey key = new ApiKey(APP, "id", "ab".repeat(32), "", scopes, Set.of(), NOON, Instant.MAX);
        return new Caller(app, key, current(), services.auditLog::add);
    }
}
