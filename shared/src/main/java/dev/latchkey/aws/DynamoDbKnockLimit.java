package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.lobby.SourceAddress;
import dev.latchkey.room.Room;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;

/**
 * Counts knocks in the one table: an item per room, address and minute, named by a digest of the three, so that the address is
 * kept nowhere and two minutes of one visitor do not look alike.
 */
public final class DynamoDbKnockLimit implements KnockLimit {
    private final Table table;
    private final int most;

    /** @param most how many knocks are heard within one window */
    public DynamoDbKnockLimit(Table table, int most) {
        this.table = table;
        this.most = most;
    }

    @Override
    public Duration count(Room room, SourceAddress address, Instant now) {
        long window = now.getEpochSecond() / WINDOW.toSeconds();
        Instant end = Instant.ofEpochSecond((window + 1) * WINDOW.toSeconds());
        Key key = Key.knocks(
                digest(room.app() + "\n" + room.name() + "\n" + room.id() + "\n" + window + "\n" + address.network()));
        // Counted twice when an answer was lost and the call is repeated: the limit is one of many, not an account.
        boolean heard = table.update(
                        key,
                        Change.of(
                                "ADD knocks :one SET expiresAt = :end",
                                Map.of(":one", fromN("1"), ":end", fromN(Long.toString(end.getEpochSecond())))),
                        Condition.of(
                                "attribute_not_exists(knocks) OR knocks < :most",
                                Map.of(":most", fromN(Integer.toString(most)))))
                .isEmpty();
        return heard ? Duration.ZERO : Duration.between(now, end);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has SHA-256
        }
    }
}
