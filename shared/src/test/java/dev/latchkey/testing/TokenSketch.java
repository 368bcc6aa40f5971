package dev.latchkey.testing;

import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Person;
import dev.latchkey.claims.Reach;
import dev.latchkey.permission.Grant;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;

/** A guest's token for the room of {@link RoomSketch}, issued an hour before noon, to be changed in what a test is about. */
public final class TokenSketch {
    public static final Instant ISSUED = RoomSketch.NOON.minus(Duration.ofHours(1));
    public static final Person ADA = new Person("Ada", "ada@example.com", null, "user-1", null, java.util.Map.of());

    private AppName app = RoomSketch.APP;
    private String subject = "user-1";
    private Instant issuedAt = ISSUED;
    private Instant notBefore = Instant.EPOCH;
    private Instant expires = Instant.MAX;
    private Reach reach = new Reach.OneRoom(RoomSketch.STANDUP, RoomSketch.STANDUP_ID);
    private Grant grant = Grant.GUEST;
    private Person person = ADA;
    private Duration ejectAfter = Duration.ZERO;

    public static TokenSketch token() {
        return new TokenSketch();
    }

    public TokenSketch of(AppName otherApp) {
        app = otherApp;
        return this;
    }

    public TokenSketch subject(String somebody) {
        subject = somebody;
        return this;
    }

    public TokenSketch issuedAt(Instant instant) {
        issuedAt = instant;
        return this;
    }

    public TokenSketch notBefore(Instant instant) {
        notBefore = instant;
        return this;
    }

    public TokenSketch expires(Instant instant) {
        expires = instant;
        return this;
    }

    public TokenSketch global() {
        reach = new Reach.EveryRoom();
        return this;
    }

    public TokenSketch forRoom(String name, String id) {
        reach = new Reach.OneRoom(new RoomName(name), id);
        return this;
    }

    public TokenSketch grant(Grant other) {
        grant = other;
        return this;
    }

    public TokenSketch person(Person other) {
        person = other;
        return this;
    }

    public TokenSketch ejectAfter(Duration stay) {
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
                reach,
                grant,
                person,
                ejectAfter);
    }
}
