package dev.latchkey.bench.cost;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;

/**
 * Asks DynamoDB with each request what it consumes, and adds it up. Requests that are under way together count as one round
 * trip.
 */
final class Meter implements ExecutionInterceptor {
    private final List<String> requests = new ArrayList<>();
    private int underWay;
    private int roundTrips;
    private Units reported = Units.NONE;
    private Units billed = Units.NONE;
    private double indexWrites;

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        SdkRequest.Builder request = context.request().toBuilder();
        for (SdkField<?> field : context.request().sdkFields()) {
            if (field.memberName().equals("ReturnConsumedCapacity")) {
                field.set(request, "INDEXES");
            }
        }
        return request.build();
    }

    @Override
    public synchronized void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (underWay == 0) {
            roundTrips++;
        }
        underWay++;
    }

    @Override
    public synchronized void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        underWay--;
    }

    @Override
    public synchronized void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        SdkRequest request = context.request();
        String name = request.getClass().getSimpleName().replace("Request", "");
        requests.add(name);
        double all = 0;
        double inIndex = 0;
        for (ConsumedCapacity consumed : consumed(context.response())) {
            all += consumed.capacityUnits();
            inIndex += consumed.globalSecondaryIndexes().values().stream()
                    .mapToDouble(Capacity::capacityUnits)
                    .sum();
        }
        if (name.contains("Get") || name.equals("Query")) {
            reported = reported.plus(all, 0);
            billed = billed.plus(Billing.reads(all, request, context.response()), 0);
        } else {
            reported = reported.plus(0, all);
            billed = billed.plus(0, Billing.writes(all, inIndex, request));
            indexWrites += inIndex;
        }
    }

    private static List<ConsumedCapacity> consumed(SdkResponse response) {
        Object consumed =
                response.getValueForField("ConsumedCapacity", Object.class).orElse(List.of());
        Collection<?> all = consumed instanceof Collection<?> several ? several : List.of(consumed);
        return all.stream().map(ConsumedCapacity.class::cast).toList();
    }

    /** What was consumed since the last time that this was asked. */
    synchronized Consumption take() {
        Consumption taken = new Consumption(List.copyOf(requests), roundTrips, reported, billed, indexWrites);
        requests.clear();
        roundTrips = 0;
        reported = Units.NONE;
        billed = Units.NONE;
        indexWrites = 0;
        return taken;
    }
}
