package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.SourceAddress;
import dev.latchkey.room.Room;
import dev.latchkey.text.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Counts in the one table: an item per kind, room, address and minute, named by a digest of the four, so that the address is
 * kept nowhere and two minutes of one visitor do not look alike.
 */
public final class DynamoDbJoinAttemptLimit implements JoinAttemptLimit {
    private final Table table;
    private final Kind kind;
    private final int most;

    /** @param most how many of that kind are heard within one window */
    public DynamoDbJoinAttemptLimit(Table table, Kind kind, int most) {
        this.table = table;
        this.kind = kind;
        this.most = most;
    }

    @Override
    public JoinAttemptLimit atMost(int lower) {
        return lower < most ? new DynamoDbJoinAttemptLimit(table, kind, lower) : this;
    }

    @Override
    public Duration count(Room room, SourceAddress address, Instant now) {
        long window = now.getEpochSecond() / WINDOW.toSeconds();
        Instant end = Instant.ofEpochSecond((window + 1) * WINDOW.toSeconds());
        Key key = Key.joinAttempts(Sha256.hex(kind + "\n" + room.app() + "\n" + room.name() + "\n" + room.id() + "\n"
                + window + "\n" + address.network()));
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
}
