package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.deadline.DeadlineStore;
import dev.latchkey.deadline.Due;
import dev.latchkey.deadline.DueChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Reads what is due from the table's stream, and keeps what is due later in lists by time in the table. */
public final class DynamoDbDeadlineStore implements DeadlineStore {
    private static final String DUE = "due";

    private final Table table;

    public DynamoDbDeadlineStore(Table table) {
        this.table = table;
    }

    @Override
    public Read read(List<Map<String, Object>> records) {
        List<TableChange> changes =
                records.stream().map(TableChange::ofStreamRecord).toList();
        List<DueChange> read = new ArrayList<>();
        int unread = 0;
        for (TableChange change : changes) {
            try {
                read.add(ChangedDeadlines.of(change));
            } catch (RuntimeException e) {
                unread++;
            }
        }
        return new Read(read, unread);
    }

    @Override
    public void keep(Due due) {
        table.put(Item.at(Key.due(due)).put(DUE, due.text()));
    }

    @Override
    public void forget(Due due) {
        table.delete(Key.due(due));
    }

    @Override
    public List<Due> dueBy(Instant instant) {
        List<Due> due = new ArrayList<>();
        Key.dueLists().forEach(list -> addAll(due, list, instant));
        return due;
    }

    private void addAll(List<Due> due, String list, Instant by) {
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = table.query(query -> query.consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk < :after")
                    .expressionAttributeValues(Map.of(":pk", fromS(list), ":after", fromS(Key.time(by.plusMillis(1)))))
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            page.items().forEach(item -> due.add(Due.parse(new Item(item).text(DUE))));
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty());
    }
}
