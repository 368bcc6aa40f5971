package dev.latchkey.client;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells genuine webhooks (Standard Webhooks): signed with this secret over the body as it came, and not older or newer than five
 * minutes. After a rotation the service signs with the old secret and the new one for 24 hours, and either is enough.
 */
public final class WebhookVerifier {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String HMAC = "HmacSHA256";
    private static final String PREFIX = "whsec_";
    private static final String VERSION = "v1,";
    private static final Pattern UNIX_SECONDS = Pattern.compile("[0-9]{1,12}");

    private final SecretKeySpec key;
    private final Clock clock;

    /**
     * @param secret {@code whsec_...}
     * @throws IllegalArgumentException when it is none
     */
    public WebhookVerifier(String secret) {
        this(secret, Clock.systemUTC());
    }

    /** @param clock tells what is too old */
    public WebhookVerifier(String secret, Clock clock) {
        byte[] bytes = secret.startsWith(PREFIX) ? decoded(secret.substring(PREFIX.length())) : new byte[0];
        if (bytes.length == 0) {
            throw new IllegalArgumentException("the secret is none of a webhook: it begins with " + PREFIX);
        }
        this.key = new SecretKeySpec(bytes, HMAC);
        this.clock = clock;
    }

    /**
     * Reads a webhook.
     *
     * @param body as it came, not parsed and written again
     * @param headers gives a header by its name, in any letter case, and null for none: {@code request::getHeader}
     * @throws InvalidWebhookException when it is not genuine
     */
    public WebhookEvent verify(byte[] body, Function<String, @Nullable String> headers) {
        String id = header(headers, "webhook-id");
        String timestamp = header(headers, "webhook-timestamp");
        if (!UNIX_SECONDS.matcher(timestamp).matches() || isFarFromNow(Long.parseLong(timestamp))) {
            throw new InvalidWebhookException("the webhook is too old, too new or bears no time");
        }
        if (id.isEmpty() || !isSigned(header(headers, "webhook-signature"), mac(id + "." + timestamp + ".", body))) {
            throw new InvalidWebhookException("the webhook is not signed with this secret");
        }
        try {
            return WebhookEvent.read(JsonObject.parse(new String(body, StandardCharsets.UTF_8)));
        } catch (LatchkeyException e) {
            throw new InvalidWebhookException("the webhook is no event: " + e.getMessage());
        }
    }

    private static String header(Function<String, @Nullable String> headers, String name) {
        String value = headers.apply(name);
        return value == null ? "" : value;
    }

    private boolean isFarFromNow(long unixSeconds) {
        Duration apart = Duration.between(Instant.ofEpochSecond(unixSeconds), clock.instant());
        return apart.abs().compareTo(TOLERANCE) > 0;
    }

    private static boolean isSigned(String signatures, byte[] expected) {
        boolean signed = false;
        for (String signature : signatures.split(" ")) {
            signed |= signature.startsWith(VERSION)
                    && MessageDigest.isEqual(expected, decoded(signature.substring(VERSION.length())));
        }
        return signed;
    }

    private byte[] mac(String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /** Empty for what is not Base64: neither a key nor a signature is. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
