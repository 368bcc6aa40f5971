package dev.latchkey.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param field the field's path, such as {@code permissions.canProduceSources.cam}
 * @param message what is expected of it; never the value that was sent, which may be a secret or a name
 */
public record FieldError(String field, String message) {}
