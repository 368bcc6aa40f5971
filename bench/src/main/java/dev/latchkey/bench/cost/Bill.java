package dev.latchkey.bench.cost;

import dev.latchkey.bench.harness.Api;

/**
 * What a million calls cost, in dollars.
 *
 * @param api requests to the HTTP API, or messages of the WebSocket API
 * @param lambda invocations and their duration
 * @param dynamoDb read and write units
 * @param logs what goes into CloudWatch Logs
 */
record Bill(double api, double lambda, double dynamoDb, double logs) {
    private static final double MILLION = 1e6;

    /** As template.yaml has it. */
    private static final double MEMORY_GB = 1769.0 / 1024;

    /** One whole virtual processor comes with this much memory; less memory, less of it. */
    private static final double MEMORY_GB_OF_A_PROCESSOR = 1769.0 / 1024;

    /** What a round trip to DynamoDB takes inside a region, by its documentation's "single-digit milliseconds". */
    private static final double ROUND_TRIP_MS = 5;

    /** The lines START, END and REPORT that Lambda itself writes. */
    private static final int LAMBDA_LOG_BYTES = 350;

    /** A line of the access log, which the HTTP API alone has. */
    private static final int ACCESS_LOG_BYTES = 420;

    /**
     * @param by whose request or message it is
     * @param cpuMs on a processor of its own
     * @param loggedBytes by the function
     */
    static Bill of(Api by, Consumption consumed, double cpuMs, double loggedBytes) {
        return new Bill(
                MILLION * price(by),
                MILLION
                        * (Prices.LAMBDA_REQUEST
                                + billedMs(consumed, cpuMs) / 1000 * MEMORY_GB * Prices.LAMBDA_GB_SECOND),
                MILLION
                        * (consumed.billed().reads() * Prices.READ_UNIT
                                + consumed.billed().writes() * Prices.WRITE_UNIT),
                MILLION * (loggedBytes + LAMBDA_LOG_BYTES + (by == Api.HTTP ? ACCESS_LOG_BYTES : 0)) * Prices.LOG_BYTE);
    }

    private static double price(Api api) {
        return switch (api) {
            case HTTP -> Prices.HTTP_API_REQUEST;
            case LIVE_MESSAGE -> 2 * Prices.LIVE_MESSAGE;
            case LIVE_CONNECTION, NONE -> 0;
        };
    }

    /** How long the function runs, in whole milliseconds: it waits for DynamoDB, and works on its share of a processor. */
    static double billedMs(Consumption consumed, double cpuMs) {
        return Math.ceil(consumed.roundTrips() * ROUND_TRIP_MS + cpuMs * MEMORY_GB_OF_A_PROCESSOR / MEMORY_GB);
    }

    double total() {
        return api + lambda + dynamoDb + logs;
    }
}
