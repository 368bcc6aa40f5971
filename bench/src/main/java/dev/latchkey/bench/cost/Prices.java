package dev.latchkey.bench.cost;

/**
 * List prices in us-east-1 on 2026-11-22, in dollars, of the first tier and beyond what is free. Storage, backups, data
 * transfer, alarms and the price of a custom domain do not grow with calls and are left out.
 */
final class Prices {
    /** A request to an HTTP API, of up to 512 KB. */
    static final double HTTP_API_REQUEST = 1.00 / 1e6;

    /** A message to or from a client of a WebSocket API, of up to 32 KB. */
    static final double LIVE_MESSAGE = 1.00 / 1e6;

    static final double LIVE_CONNECTION_MINUTE = 0.25 / 1e6;

    static final double LAMBDA_REQUEST = 0.20 / 1e6;

    /** A gigabyte for a second, on arm64. */
    static final double LAMBDA_GB_SECOND = 0.0000133334;

    /** On demand. */
    static final double READ_UNIT = 0.125 / 1e6;

    static final double WRITE_UNIT = 0.625 / 1e6;

    /** A byte that goes into CloudWatch Logs. */
    static final double LOG_BYTE = 0.50 / 1e9;

    private Prices() {}
}
