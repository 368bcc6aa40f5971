package dev.latchkey.aws;

import dev.latchkey.access.TokenStatus;
import dev.latchkey.claims.AccessClaims;
import dev.latchkey.claims.Reach;
import dev.latchkey.room.RoomName;

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
}
