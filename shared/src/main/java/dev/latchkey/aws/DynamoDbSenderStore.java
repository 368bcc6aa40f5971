package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.command.Sender;
import dev.latchkey.command.SenderId;
import dev.latchkey.command.SenderStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps senders in the one table, found by who they are and listed by app. */
public final class DynamoDbSenderStore implements SenderStore {
    private final Table table;

    public DynamoDbSenderStore(Table table) {
        this.table = table;
    }

    @Override
    public Optional<Sender> find(SenderId id) {
        return table.get(Key.sender(id)).map(SenderItem::read);
    }

    @Override
    public boolean add(Sender sender) {
        return table.put(SenderItem.write(sender), Condition.ABSENT)
                .map(SenderItem::read)
                .map(there -> there.app().equals(sender.app()))
                .orElse(true);
    }

    @Override
    public List<Sender> list(AppName app) {
        return table.indexAll(SenderItem.indexPartition(app)).stream()
                .map(SenderItem::read)
                .toList();
    }

    @Override
    public boolean remove(AppName app, SenderId id) {
        return table.delete(
                Key.sender(id), Condition.of(SenderItem.APP + " = :app", Map.of(":app", fromS(app.value()))));
    }
}
