package dev.latchkey.functions.http;

import dev.latchkey.apikey.Caller;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.text.Sha256;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the header {@code Idempotency-Key}: 1 to 255 visible ASCII characters of the caller's choice. */
public final class IdempotencyKeys {
    private static final Pattern SHAPE = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private IdempotencyKeys() {}

    /** @param operation keeps the keys of one operation apart from another's; the app keeps them apart from other apps' */
    public static Optional<IdempotencyKey> of(Request request, Caller caller, String operation) {
        return of(request, caller.app().name() + "\n" + operation);
    }

    /**
     * For a door that is open to anybody, where somebody else's key must open nothing.
     *
     * @param sender what tells the sender from all others: the key means something together with it alone
     */
    public static Optional<IdempotencyKey> atDoor(Request request, AppName app, RoomName room, String sender) {
        return of(request, app + "\njoin\n" + room + "\n" + Sha256.hex(sender));
    }

    private static Optional<IdempotencyKey> of(Request request, String whose) {
        return request.header("idempotency-key").map(key -> {
            if (!SHAPE.matcher(key).matches()) {
                throw RefusedException.malformed("Idempotency-Key", "must be 1 to 255 visible ASCII characters");
            }
            return new IdempotencyKey(Sha256.hex(whose + "\n" + key), Sha256.hex(request.content()));
        });
    }
}
