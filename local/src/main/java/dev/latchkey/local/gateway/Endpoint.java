package dev.latchkey.local.gateway;

/** A route, and the function behind it. */
public record Endpoint(Route route, LambdaFunction function) {}
