package dev.latchkey.testing;

import dev.latchkey.app.AppName;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.RoomName;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;

/** A guest's token for the room of {@link RoomBuilder}, issued an hour before noon, to be changed in what a test is about. */
public final class TokenBuilder {
    public static final Instant ISSUED = RoomBuilder.NOON.minus(Duration.ofHours(1));
    public static final Person ADA = new Person("Ada", "ada@example.com", null, "user-1", null, java.util.Map.of());

    private AppName app = RoomBuilder.APP;
    private String subject = "user-1";
    private Instant issuedAt = ISSUED;
    private Instant notBefore = Instant.EPOCH;
    private Instant expires = Instant.MAX;
    private TokenScope scope = new TokenScope.OneRoom(RoomBuilder.STANDUP, RoomBuilder.STANDUP_ID);
    private Grant grant = Grant.GUEST;
    private Person person = ADA;
    private Duration ejectAfter = Duration.ZERO;

    public static TokenBuilder token() {
        return new TokenBuilder();
    }

    public TokenBuilder of(AppName otherApp) {
        app = otherApp;
        return this;
    }

    public TokenBuilder subject(String somebody) {
        subject = somebody;
        return this;
    }

    public TokenBuilder issuedAt(Instant instant) {
        issuedAt = instant;
        return this;
    }

    public TokenBuilder notBefore(Instant instant) {
        notBefore = instant;
        return this;
    }

    public TokenBuilder expires(Instant instant) {
        expires = instant;
        return this;
    }

    public TokenBuilder global() {
        scope = new TokenScope.EveryRoom();
        return this;
    }

    public TokenBuilder forRoom(String name, String id) {
        scope = new TokenScope.OneRoom(new RoomName(name), id);
        return this;
    }

    public TokenBuilder grant(Grant other) {
        grant = other;
        return this;
    }

    public TokenBuilder person(Person other) {
        person = other;
        return this;
    }

    public TokenBuilder ejectAfter(Duration stay) {
        ejectAfter = stay;
        return this;
    }

    public AccessClaims claims() {
        return new AccessClaims(
                app,
                subject,
                "01JGGZZZZZZZZZZZZZZZZZZZZZ",
                issuedAt,
                notBefore,
                expires,
                scope,
                grant,
                person,
                ejectAfter,
                0);
    }
}
