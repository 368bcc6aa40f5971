package dev.latchkey.bench.crowd;

import dev.latchkey.bench.crowd.Trace.Ask;
import dev.latchkey.bench.crowd.Trace.Request;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Writes down what a call asks of which partition. What the index takes is left out: a join that begins no meeting takes none. */
final class Tracer implements ExecutionInterceptor {
    private static final double READ_UNIT_BYTES = 4096;
    private static final double WRITE_UNIT_BYTES = 1024;

    /**
     * No answer comes before so long nothing was asked: requests that are made together are seen to be under way together, however
     * busy the machine is that starts their threads.
     */
    private static final long LINE_NANOS = 4_000_000;

    private final List<List<Request>> rounds = new ArrayList<>();
    private volatile boolean recording;
    private int underWay;
    private long askedAt;

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (!recording) {
            return;
        }
        synchronized (this) {
            if (underWay == 0) {
                rounds.add(new ArrayList<>());
            }
            underWay++;
            askedAt = System.nanoTime();
        }
        try {
            for (long left = LINE_NANOS; left > 0; left = left()) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private synchronized long left() {
        return askedAt + LINE_NANOS - System.nanoTime();
    }

    @Override
    public synchronized void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        underWay -= recording ? 1 : 0;
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (recording) {
            rounds.get(rounds.size() - 1).add(request(context.request(), context.response()));
        }
    }

    /** What the call asks, which leaves nothing under way. */
    Trace record(Runnable call) {
        recording = true;
        call.run();
        recording = false;
        return take();
    }

    private synchronized Trace take() {
        Trace trace = new Trace(List.copyOf(rounds));
        rounds.clear();
        return trace;
    }

    private static Request request(SdkRequest request, SdkResponse response) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            Set<String> items = new HashSet<>();
            List<Ask> asks = new ArrayList<>();
            for (TransactWriteItem item : transaction.transactItems()) {
                Map<String, AttributeValue> key = key(item);
                items.add(partition(key) + " " + text(key, "sk"));
                double units = item.put() == null ? 1 : units(item.put().item(), WRITE_UNIT_BYTES);
                asks.add(new Ask(partition(key), 0, 2 * units));
            }
            return new Request(asks, items);
        }
        return new Request(asks(request, response), Set.of());
    }

    private static List<Ask> asks(SdkRequest request, SdkResponse response) {
        if (request instanceof BatchGetItemRequest batch && response instanceof BatchGetItemResponse answer) {
            List<Ask> asks = new ArrayList<>();
            batch.requestItems().forEach((table, keys) -> {
                List<Map<String, AttributeValue>> found = answer.responses().getOrDefault(table, List.of());
                keys.keys().forEach(key -> asks.add(read(key, found(found, key), price(keys))));
            });
            return asks;
        }
        if (request instanceof GetItemRequest get && response instanceof GetItemResponse answer) {
            return List.of(read(get.key(), answer.item(), price(get.consistentRead())));
        }
        if (request instanceof QueryRequest query && response instanceof QueryResponse answer) {
            double bytes = answer.items().stream().mapToInt(Tracer::bytes).sum();
            String partition = Objects.requireNonNull(
                            query.expressionAttributeValues().get(query.indexName() == null ? ":pk" : ":list"))
                    .s();
            double units = Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * price(query.consistentRead());
            return List.of(new Ask(partition, units, 0));
        }
        if (request instanceof PutItemRequest put) {
            return List.of(new Ask(partition(put.item()), 0, units(put.item(), WRITE_UNIT_BYTES)));
        }
        if (request instanceof UpdateItemRequest update) {
            return List.of(new Ask(partition(update.key()), 0, 1));
        }
        return List.of(new Ask(partition(((DeleteItemRequest) request).key()), 0, 1));
    }

    private static Ask read(Map<String, AttributeValue> key, Map<String, AttributeValue> item, double price) {
        return new Ask(partition(key), units(item, READ_UNIT_BYTES) * price, 0);
    }

    private static Map<String, AttributeValue> found(
            List<Map<String, AttributeValue>> items, Map<String, AttributeValue> key) {
        return items.stream()
                .filter(item -> item.entrySet().containsAll(key.entrySet()))
                .findFirst()
                .orElse(Map.of());
    }

    private static double price(KeysAndAttributes keys) {
        return price(keys.consistentRead());
    }

    private static double price(Boolean consistent) {
        return Boolean.TRUE.equals(consistent) ? 1 : 0.5;
    }

    /** At least one, also where nothing is. */
    private static double units(Map<String, AttributeValue> item, double unitBytes) {
        return Math.max(1, Math.ceil(bytes(item) / unitBytes));
    }

    private static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> attribute.getKey().length() + bytes(attribute.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        return Stream.of(value.s(), value.n())
                .filter(Objects::nonNull)
                .mapToInt(String::length)
                .findFirst()
                .orElse(1);
    }

    private static String partition(Map<String, AttributeValue> key) {
        return text(key, "pk");
    }

    private static String text(Map<String, AttributeValue> key, String name) {
        return Objects.requireNonNull(key.get(name), name).s();
    }

    private static Map<String, AttributeValue> key(TransactWriteItem item) {
        if (item.put() != null) {
            return item.put().item();
        }
        return item.update() != null ? item.update().key() : item.delete().key();
    }
}
