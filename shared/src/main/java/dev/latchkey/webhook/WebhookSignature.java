package dev.latchkey.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the receiver of a webhook checks. */
public enum WebhookSignature {
    /** The three headers of Standard Webhooks, which are always there. */
    STANDARD,
    /** Beside them the one of Huddle01, whose {@code WebhookReceiver} takes the endpoint's secret for its {@code apiKey}. */
    HUDDLE01;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<WebhookSignature> parse(String text) {
        return Arrays.stream(values())
                .filter(signature -> signature.wireName().equals(text))
                .findFirst();
    }
}
