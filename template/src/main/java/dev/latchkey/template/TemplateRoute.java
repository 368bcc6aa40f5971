package dev.latchkey.template;

/** One call of the API, as an {@code HttpApi} event has it: {@code GET} and {@code /api/v1/room/{roomName}}. */
public record TemplateRoute(String method, String path) {}
