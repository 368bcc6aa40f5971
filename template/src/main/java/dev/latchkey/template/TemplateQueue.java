package dev.latchkey.template;

/**
 * A queue whose messages a function works off.
 *
 * @param name its logical id
 * @param mostReceipts how many times a message comes before it goes to the dead letters
 */
public record TemplateQueue(String name, int mostReceipts) {}
