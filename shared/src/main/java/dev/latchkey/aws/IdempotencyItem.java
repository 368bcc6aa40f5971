package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromM;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The one spelling of what a create decided the first time: the request's digest, and what was made as its own codec has it. */
final class IdempotencyItem {
    private static final String REQUEST = "requestHash";
    private static final String FIRST = "firstAnswer";
    private static final String APP = "app";
    private static final String SUBJECT = "subject";

    private IdempotencyItem() {}

    static Item write(IdempotencyKey key, Item first, Instant now) {
        Item item = Item.at(Key.idempotency(key.hash()))
                .put(REQUEST, key.requestHash())
                .expireAt(now.plus(key.kept()));
        item.attributes().put(FIRST, fromM(first.attributes()));
        return item;
    }

    /** The same of values that have no codec of their own. */
    static Item write(IdempotencyKey key, Map<String, String> values, Instant now) {
        Item first = new Item(new HashMap<>());
        values.forEach(first::put);
        return write(key, first, now);
    }

    /** The user that the token is for which was issued the first time; empty for what is no token. */
    static String readSubject(Item kept) {
        return first(kept).text(SUBJECT);
    }

    /** Whose app it is; empty in what an earlier release kept. */
    static String readApp(Item kept) {
        return first(kept).text(APP);
    }

    private static Item first(Item kept) {
        return new Item(Objects.requireNonNull(kept.attributes().get(FIRST)).m());
    }

    /** Holds when the key was never used, or so long ago that it is forgotten: TTL may delete it days late. */
    static Condition unused(Instant now) {
        return Condition.of(
                "attribute_not_exists(sk) OR expiresAt <= :now",
                Map.of(":now", fromN(Long.toString(now.getEpochSecond()))));
    }

    /** Whether it is too old to count. */
    static boolean isForgotten(Item kept, Instant now) {
        return kept.number(Attr.TTL) <= now.getEpochSecond();
    }

    /** What was made the first time. */
    static Item readFirst(Item kept, IdempotencyKey key) {
        if (!kept.text(REQUEST).equals(key.requestHash())) {
            throw new RefusedException(
                    Reason.IDEMPOTENCY_CONFLICT, "this Idempotency-Key came with another request before");
        }
        return first(kept);
    }

    /** The same of {@link #write(IdempotencyKey, Map, Instant)}. */
    static Map<String, String> readTexts(Item kept, IdempotencyKey key) {
        Map<String, String> first = new HashMap<>();
        readFirst(kept, key).attributes().forEach((name, value) -> first.put(name, value.s()));
        return first;
    }
}
