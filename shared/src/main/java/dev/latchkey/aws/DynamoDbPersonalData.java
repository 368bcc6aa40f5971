package dev.latchkey.aws;

import static software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS;

import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.privacy.Search;
import dev.latchkey.privacy.Search.Stage;
import dev.latchkey.privacy.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Finds people in the one table by reading all of it: archived rooms are in no list, and neither is what makes repeats harmless.
 * See docs/decisions/0239.
 */
public final class DynamoDbPersonalData implements PersonalData {
    private final Table table;
    private final AuditLog auditLog;

    /** @param auditLog is told of everybody who is put out */
    public DynamoDbPersonalData(Table table, AuditLog auditLog) {
        this.table = table;
        this.auditLog = auditLog;
    }

    @Override
    public Export export(Search from, BooleanSupplier enough) {
        List<Trace> traces = new ArrayList<>();
        BooleanSupplier full = () -> traces.size() >= MOST_SHOWN || enough.getAsBoolean();
        Search learnt = learn(from, Stage.COLLECT, full);
        Search reached = walk(
                learnt,
                Stage.COLLECT,
                Stage.OVER,
                full,
                item -> PersonalItem.read(from.app(), item)
                        .filter(found -> found.isAbout(learnt.who()))
                        .ifPresent(found -> traces.add(found.trace())));
        return new Export(reached, traces);
    }

    @Override
    public Erasure erase(Search from, Instant now, BooleanSupplier enough) {
        Search learnt = learn(from, Stage.PUT_OUT, enough);
        PersonEraser eraser = new PersonEraser(table, auditLog, learnt.app(), learnt.who(), now);
        Search out = walk(learnt, Stage.PUT_OUT, Stage.ERASE, enough, eraser::end);
        Search reached = walk(out, Stage.ERASE, Stage.OVER, enough, eraser::erase);
        return new Erasure(reached, eraser.counts(), eraser.mentions());
    }

    private Search learn(Search from, Stage next, BooleanSupplier enough) {
        Identity[] known = {from.who()};
        Search reached = walk(
                from,
                Stage.LEARN,
                next,
                enough,
                item -> PersonalItem.read(from.app(), item)
                        .ifPresent(found -> known[0] = known[0].and(found.learn(from.asked()))));
        return reached.knowing(known[0]);
    }

    /**
     * Goes through the table, if this stage is what the search has come to: until the end, where the search enters the next one,
     * or until it is enough.
     */
    private Search walk(Search from, Stage stage, Stage next, BooleanSupplier enough, Consumer<Item> visitor) {
        Search at = from;
        while (at.stage() == stage) {
            ScanResponse page = page(at);
            for (Map<String, AttributeValue> attributes : page.items()) {
                visitor.accept(new Item(attributes));
                at = reached(at, attributes);
                if (enough.getAsBoolean()) {
                    return at;
                }
            }
            at = page.hasLastEvaluatedKey() ? reached(at, page.lastEvaluatedKey()) : at.enter(next);
            if (enough.getAsBoolean()) {
                return at;
            }
        }
        return at;
    }

    /** What may be about people of the app. Whose a repeat is does not show in its key. */
    private static Condition ofApp(AppName app) {
        return Condition.of(
                "begins_with(pk, :rooms) OR begins_with(pk, :repeats) OR begins_with(pk, :events)",
                Map.of(
                        ":rooms",
                        fromS(Key.roomsPrefix(app)),
                        ":repeats",
                        fromS(Key.IDEMPOTENCY_PREFIX),
                        ":events",
                        fromS(Key.deliveriesPrefix(app))));
    }

    private ScanResponse page(Search search) {
        Search.Position at = search.at();
        Condition wanted = ofApp(search.app());
        return at == null ? table.scan(wanted) : table.scan(wanted, new Key(at.partition(), at.sort()));
    }

    private static Search reached(Search search, Map<String, AttributeValue> item) {
        Key key = Table.key(item);
        return search.reached(new Search.Position(key.pk(), key.sk()));
    }
}
