package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore;
import dev.latchkey.id.Ids;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps commands in the one table: each in a partition of its own, with the claim of who carries it out and, beside it, the answer,
 * which the table's stream tells. A command that comes once costs two writes and no read.
 */
public final class DynamoDbCommandStore implements CommandStore {
    private final Table table;

    public DynamoDbCommandStore(Table table) {
        this.table = table;
    }

    @Override
    public Standing begin(CommandKey key, Instant now) {
        Optional<Item> before = table.put(CommandItem.claim(key, Ids.hex24(), "", now), Condition.ABSENT);
        return before.map(claim -> beginAgain(key, claim, now)).orElseGet(() -> new Standing.Begun(""));
    }

    private Standing beginAgain(CommandKey key, Item claim, Instant now) {
        Optional<CommandAnswer> answer =
                table.get(Key.commandAnswer(key.digest(), key.contentHash())).map(CommandItem::readAnswer);
        if (answer.isPresent()) {
            return new Standing.Answered(answer.get());
        }
        if (!CommandItem.isOf(claim, key)) {
            return new Standing.OtherContent();
        }
        if (CommandItem.isHeldAt(claim, now)) {
            return new Standing.Busy();
        }
        String progress = claim.text(CommandItem.PROGRESS);
        Condition asRead = Condition.of(
                CommandItem.CLAIMED_BY + " = :before", Map.of(":before", fromS(claim.text(CommandItem.CLAIMED_BY))));
        Optional<Item> another = table.put(CommandItem.claim(key, Ids.hex24(), progress, now), asRead);
        return another.isPresent() ? new Standing.Busy() : new Standing.Begun(progress);
    }

    @Override
    public void note(CommandKey key, String progress) {
        table.update(
                Key.commandClaim(key.digest()),
                Change.of("SET " + CommandItem.PROGRESS + " = :progress", Map.of(":progress", fromS(progress))),
                Condition.PRESENT);
    }

    @Override
    public void answer(CommandKey key, CommandAnswer answer) {
        table.put(CommandItem.writeAnswer(key, answer), Condition.ABSENT);
    }
}
