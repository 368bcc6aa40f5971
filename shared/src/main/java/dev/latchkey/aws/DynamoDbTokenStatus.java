package dev.latchkey.aws;

import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.AppName;
import dev.latchkey.token.AccessClaims;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Reads from the one table what became of a token. */
public final class DynamoDbTokenStatus implements TokenStatus {
    private final Table table;
    private final AccessReader access;

    public DynamoDbTokenStatus(Table table) {
        this.table = table;
        this.access = new AccessReader(table);
    }

    @Override
    public Seen look(AccessClaims token) {
        AccessFacts facts = access.ofToken(token);
        return new Seen(facts.app().orElse(null), facts.room().orElse(null), facts.restrictions());
    }

    @Override
    public void revoke(AppName app, String jti, Instant expires, String by) {
        // Together, or not at all: large rooms look at the note, others at the item.
        table.write(List.of(
                table.putting(expiring(RevokedItem.write(app, jti, by), expires)),
                table.putting(expiring(Item.at(Key.revokedNote(app, jti)), expires))));
    }

    /** Kept a little longer than the token can live, so that no clock difference brings it back. */
    private static Item expiring(Item item, Instant expires) {
        return expires.equals(Instant.MAX) ? item : item.expireAt(expires.plus(Duration.ofHours(1)));
    }
}
