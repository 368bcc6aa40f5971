package dev.latchkey.aws;

import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.AppName;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Reach;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.time.Instant;

/** Reads from the one table what became of a token. */
public final class DynamoDbTokenStatus implements TokenStatus {
    private final Table table;

    public DynamoDbTokenStatus(Table table) {
        this.table = table;
    }

    @Override
    public Seen look(AccessClaims token) {
        RoomName door = token.reach() instanceof Reach.OneRoom one ? one.name() : null;
        Facts facts = Facts.read(table, token.app(), door, token);
        return new Seen(facts.app(), facts.room(), facts.standing());
    }

    @Override
    public void revoke(AppName app, String jti, Instant expires) {
        Item item = Item.at(Key.revoked(app, jti));
        // Kept a little longer than the token can live, so that no clock difference brings it back.
        table.put(expires.equals(Instant.MAX) ? item : item.expireAt(expires.plus(Duration.ofHours(1))));
    }
}
