package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** The one spelling of what a create decided the first time: the request's digest, and what was made as its own codec has it. */
final class IdempotencyItem {
    private static final String REQUEST = "requestHash";
    private static final String FIRST = "firstAnswer";

    private IdempotencyItem() {}

    static Item write(IdempotencyKey key, Item first, Instant now) {
        Item item = Item.at(Key.idempotency(key.hash()))
                .put(REQUEST, key.requestHash())
                .expireAt(now.plus(IdempotencyKey.KEPT));
        item.attributes().put(FIRST, fromM(first.attributes()));
        return item;
    }

    /** Holds when the key was never used, or so long ago that it is forgotten: TTL may delete it days late. */
    static Condition unused(Instant now) {
        return Condition.of(
                "attribute_not_exists(sk) OR expiresAt <= :now",
                Map.of(":now", fromN(Long.toString(now.getEpochSecond()))));
    }

    /** What was made the first time. */
    static Item readFirst(Item kept, IdempotencyKey key) {
        if (!kept.text(REQUEST).equals(key.requestHash())) {
            throw new RefusedException(
                    Reason.IDEMPOTENCY_CONFLICT, "this Idempotency-Key came with another request before");
        }
        return new Item(Objects.requireNonNull(kept.attributes().get(FIRST)).m());
    }
}
