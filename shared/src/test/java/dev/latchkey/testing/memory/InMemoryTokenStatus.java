package dev.latchkey.testing.memory;

import dev.latchkey.access.TokenStatus;
import dev.latchkey.app.AppName;
import dev.latchkey.room.Room;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.TokenScope;
import java.time.Instant;

/** Remembers what became of tokens. */
public final class InMemoryTokenStatus implements TokenStatus {
    private final Memory memory;

    public InMemoryTokenStatus(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Seen look(AccessClaims token) {
        synchronized (memory) {
            Room room = token.scope() instanceof TokenScope.OneRoom one ? memory.room(token.app(), one.name()) : null;
            return new Seen(
                    memory.apps.get(token.app()),
                    room,
                    memory.restrictions(token.app(), room, token.jti(), token.subject()));
        }
    }

    @Override
    public void revoke(AppName app, String jti, Instant expires, String by) {
        synchronized (memory) {
            memory.revoked.add(new Memory.Revoked(app, jti));
        }
    }
}
