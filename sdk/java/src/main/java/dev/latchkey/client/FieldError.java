package dev.latchkey.client;

import java.io.Serializable;

/**
 * A bad field of a request, as the service names it.
 *
 * @param field its path, such as {@code permissions.canProduceSources.cam}
 * @param message what is expected of it
 */
public record FieldError(String field, String message) implements Serializable {}
