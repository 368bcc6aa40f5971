package dev.latchkey.bench.cost;

/**
 * What a million calls cost, in dollars.
 *
 * @param api requests to the HTTP API
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

    /** The lines START, END and REPORT that Lambda itself writes, and the line of the API's access log. */
    private static final int FOREIGN_LOG_BYTES = 350 + 420;

    /**
     * @param cpuMs on a processor of its own
     * @param loggedBytes by the function
     */
    static Bill of(Consumption consumed, double cpuMs, double loggedBytes) {
        return new Bill(
                MILLION * Prices.HTTP_API_REQUEST,
                MILLION
                        * (Prices.LAMBDA_REQUEST
                                + billedMs(consumed, cpuMs) / 1000 * MEMORY_GB * Prices.LAMBDA_GB_SECOND),
                MILLION
                        * (consumed.billed().reads() * Prices.READ_UNIT
                                + consumed.billed().writes() * Prices.WRITE_UNIT),
                MILLION * (loggedBytes + FOREIGN_LOG_BYTES) * Prices.LOG_BYTE);
    }

    /** How long the function runs, in whole milliseconds: it waits for DynamoDB, and works on its share of a processor. */
    static double billedMs(Consumption consumed, double cpuMs) {
        return Math.ceil(consumed.roundTrips() * ROUND_TRIP_MS + cpuMs * MEMORY_GB_OF_A_PROCESSOR / MEMORY_GB);
    }

    double total() {
        return api + lambda + dynamoDb + logs;
    }
}
