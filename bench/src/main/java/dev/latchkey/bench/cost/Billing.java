package dev.latchkey.bench.cost;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/**
 * What DynamoDB bills where DynamoDB Local 3.3.1 reports less: it counts no unit for an item that a batch asked for and that
 * is not there, none for a query that finds nothing, and rounds a transaction's items together instead of each of them.
 */
final class Billing {
    private static final int WRITE_UNIT_BYTES = 1024;

    private Billing() {}

    /** @param reported of this request, in table and index */
    static double reads(double reported, SdkRequest request, SdkResponse response) {
        if (request instanceof BatchGetItemRequest batch && response instanceof BatchGetItemResponse answer) {
            int asked = batch.requestItems().values().stream()
                    .mapToInt(keys -> keys.keys().size())
                    .sum();
            int found =
                    answer.responses().values().stream().mapToInt(List::size).sum();
            boolean consistent =
                    batch.requestItems().values().stream().allMatch(keys -> Boolean.TRUE.equals(keys.consistentRead()));
            return reported + (asked - found) * (consistent ? 1 : 0.5);
        }
        if (request instanceof QueryRequest query) {
            return Math.max(reported, Boolean.TRUE.equals(query.consistentRead()) ? 1 : 0.5);
        }
        return reported;
    }

    /** @param reportedInIndex of this request, in the index alone */
    static double writes(double reported, double reportedInIndex, SdkRequest request) {
        if (request instanceof TransactWriteItemsRequest transaction) {
            return reportedInIndex
                    + transaction.transactItems().stream()
                            .mapToInt(Billing::units)
                            .sum();
        }
        return reported;
    }

    /** Twice what the same write is without a transaction. What is updated or deleted here is smaller than a unit. */
    private static int units(TransactWriteItem item) {
        return 2 * (item.put() == null ? 1 : (bytes(item.put().item()) + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
    }

    /** Of names and values, a number being taken for as long as its digits. */
    private static int bytes(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .mapToInt(attribute -> attribute.getKey().length() + bytes(attribute.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().length();
            case N -> value.n().length();
            case M -> bytes(value.m());
            default -> 1;
        };
    }
}
