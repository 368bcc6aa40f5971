package dev.latchkey.aws;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.KeyPublication;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.PublicKeys;
import dev.latchkey.signing.TokenKind;

/** Keeps the public keys in the one table, an item for each kind of token that others may verify. */
public final class DynamoDbPublicKeys implements PublicKeys, KeyPublication {
    private static final String JWKS = "jwks";

    private final Table table;

    public DynamoDbPublicKeys(Table table) {
        this.table = table;
    }

    @Override
    public void publish(KeySet keys) {
        for (TokenKind kind : TokenKind.values()) {
            if (kind.isPublished()) {
                table.put(Item.at(Key.publicKeys(kind)).put(JWKS, keys.publicJwks(kind)));
            }
        }
    }

    @Override
    public String publicJwks(TokenKind kind) {
        return table.get(Key.publicKeys(kind))
                .map(item -> item.text(JWKS))
                .orElseThrow(() -> new RefusedException(Reason.UNAVAILABLE, "the public keys are not published yet"));
    }
}
