package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Restrictions;
import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.meeting.Ban;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.Room;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link TokenStatus} does. */
public abstract class TokenStatusContract {
    private final MeetingFixture fixture;
    private final TokenStatus tokens;
    private final Room room;

    protected TokenStatusContract(MeetingFixture fixture) {
        this.fixture = fixture;
        this.tokens = fixture.tokens;
        this.room = fixture.createRoom(0);
    }

    @Test
    void findsAppAndRoomOfATokenForOneRoom() {
        assertThat(tokens.look(forRoom("jti")))
                .isEqualTo(new TokenStatus.Seen(App.create(APP, NOON), room, Restrictions.CLEAR));
    }

    @Test
    void findsNoRoomOfATokenForAllOrOfOneThatIsArchived() {
        assertThat(tokens.look(token(APP, "jti", new TokenScope.EveryRoom())).room())
                .isNull();
        fixture.rooms.archive(room);
        assertThat(tokens.look(forRoom("jti")).room()).isNull();
    }

    @Test
    void findsNoAppThatIsNotThere() {
        assertThat(tokens.look(token(new AppName("other"), "jti", new TokenScope.EveryRoom()))
                        .app())
                .isNull();
    }

    @Test
    void aTokenIsRevokedInItsAppAlone() {
        tokens.revoke(new AppName("other"), "jti", Instant.MAX, "key:k1");
        assertThat(tokens.look(forRoom("jti")).restrictions()).isEqualTo(Restrictions.CLEAR);
        tokens.revoke(APP, "jti", NOON.plusSeconds(60), "key:k1");
        assertThat(tokens.look(forRoom("jti")).restrictions().revoked()).isTrue();
        assertThat(tokens.look(token(APP, "jti", new TokenScope.EveryRoom()))
                        .restrictions()
                        .revoked())
                .isTrue();
        assertThat(tokens.look(forRoom("another")).restrictions()).isEqualTo(Restrictions.CLEAR);
    }

    @Test
    void aBanCountsForTheTokensOfItsRoom() {
        fixture.meetings.ban(room, new Ban("ada", NOON, Rank.ADMIN, "key:k1"));
        assertThat(tokens.look(forRoom("jti")).restrictions())
                .isEqualTo(new Restrictions(false, false, Rank.ADMIN, Instant.EPOCH));
        assertThat(tokens.look(token(APP, "jti", new TokenScope.EveryRoom())).restrictions())
                .isEqualTo(Restrictions.CLEAR);
    }

    private AccessClaims forRoom(String jti) {
        return token(APP, jti, new TokenScope.OneRoom(room.name(), room.id()));
    }

    private static AccessClaims token(AppName app, String jti, TokenScope scope) {
        return new AccessClaims(
                app, "ada", jti, NOON, Instant.EPOCH, Instant.MAX, scope, Grant.GUEST, Person.NOBODY, Duration.ZERO, 0);
    }
}
