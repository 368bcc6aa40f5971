package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromN;
import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.app.AppName;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import dev.latchkey.webhook.DeliveryStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

/** Keeps deliveries in the one table, those of an endpoint together, in the order in which their events happened. */
public final class DynamoDbDeliveryStore implements DeliveryStore {
    private static final String IN_STATE = DeliveryItem.STATE + " = :state";
    private static final String UNTRIED = IN_STATE + " AND " + DeliveryItem.TARGET + " = :target AND "
            + DeliveryItem.ATTEMPTS + " = " + DeliveryItem.ROUND_FROM;

    private final Table table;

    public DynamoDbDeliveryStore(Table table) {
        this.table = table;
    }

    @Override
    public Delivery keep(Delivery delivery) {
        return table.put(DeliveryItem.write(delivery), Condition.ABSENT)
                .map(DeliveryItem::read)
                .orElse(delivery);
    }

    @Override
    public Optional<Delivery> find(AppName app, String endpoint, String id) {
        return table.get(Key.delivery(app, endpoint, id)).map(DeliveryItem::read);
    }

    @Override
    public boolean update(Delivery before, Delivery after) {
        Condition unchanged = Condition.of(
                DeliveryItem.ATTEMPTS + " = :attempts AND " + DeliveryItem.ROUND_FROM + " = :from AND " + IN_STATE,
                Map.of(
                        ":attempts",
                        fromN(Integer.toString(before.attempts())),
                        ":from",
                        fromN(Integer.toString(before.roundFrom())),
                        ":state",
                        fromS(before.state().wireName())));
        return table.put(DeliveryItem.write(after), unchanged).isEmpty();
    }

    @Override
    public Page<Delivery> list(AppName app, String endpoint, PageRequest<String> wanted) {
        List<Delivery> deliveries = new ArrayList<>();
        String partition = Key.deliveryPartition(app, endpoint);
        String after = wanted.after();
        Map<String, AttributeValue> start =
                after == null ? Map.of() : Key.delivery(app, endpoint, after).attributes();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = table.query(query -> query.consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", fromS(partition)))
                    .scanIndexForward(false)
                    .limit(wanted.limit() - deliveries.size())
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            page.items().forEach(item -> deliveries.add(DeliveryItem.read(new Item(item))));
            // An answer ends at 1 MiB, however few items that is.
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty() && deliveries.size() < wanted.limit());
        return start.isEmpty()
                ? Page.last(deliveries)
                : new Page<>(deliveries, deliveries.get(deliveries.size() - 1).id());
    }

    @Override
    public List<Delivery> failed(AppName app, String endpoint, String after, int limit) {
        return oldest(
                Key.deliveryPartition(app, endpoint),
                after,
                limit,
                Condition.of(IN_STATE, Map.of(":state", fromS(DeliveryState.FAILED.wireName()))));
    }

    @Override
    public List<Delivery> untried(AppName app, String endpoint, String target, String after, int limit) {
        return oldest(
                Key.deliveryPartition(app, endpoint),
                after,
                limit,
                Condition.of(
                        UNTRIED, Map.of(":state", fromS(DeliveryState.PENDING.wireName()), ":target", fromS(target))));
    }

    private List<Delivery> oldest(String partition, String after, int limit, Condition wanted) {
        List<Delivery> found = new ArrayList<>();
        Map<String, AttributeValue> values = new HashMap<>(wanted.values());
        values.put(":pk", fromS(partition));
        values.put(":after", fromS(after));
        Map<String, AttributeValue> start = Map.of();
        do {
            Map<String, AttributeValue> from = start;
            QueryResponse page = table.query(query -> query.consistentRead(true)
                    .keyConditionExpression("pk = :pk AND sk > :after")
                    .filterExpression(wanted.expression())
                    .expressionAttributeValues(values)
                    .limit(limit)
                    .exclusiveStartKey(from.isEmpty() ? null : from));
            page.items().stream()
                    .limit(limit - found.size())
                    .forEach(item -> found.add(DeliveryItem.read(new Item(item))));
            start = page.hasLastEvaluatedKey() ? page.lastEvaluatedKey() : Map.of();
        } while (!start.isEmpty() && found.size() < limit);
        return found;
    }
}
