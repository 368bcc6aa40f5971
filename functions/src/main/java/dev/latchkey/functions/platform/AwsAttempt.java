package dev.latchkey.functions.platform;

import dev.latchkey.retry.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * One attempt at an AWS service: it lasts 1.5 s at most, and never longer than the call that it is for has time. The SDK makes
 * one only; the adapters repeat it, as they know what may be repeated and until when.
 */
final class AwsAttempt implements ExecutionInterceptor {
    private static final Duration LONGEST = Duration.ofMillis(1500);
    private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(1);

    private static final AwsAttempt INSTANCE = new AwsAttempt();

    private AwsAttempt() {}

    /** What every client is told. */
    static ClientOverrideConfiguration configuration() {
        return ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .addExecutionInterceptor(INSTANCE)
                .build();
    }

    static SdkHttpClient http() {
        return UrlConnectionHttpClient.create(AwsAttempt::connect);
    }

    /**
     * The SDK's timer cannot interrupt a thread that connects or shakes hands for TLS: only the connection's own timeouts end
     * those. Each gets half of the time, so that both together are in time.
     */
    private static HttpURLConnection connect(URI address) {
        Duration half = Deadline.current().half().left();
        try {
            HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
            connection.setConnectTimeout(millis(half, LONGEST_CONNECTING));
            connection.setReadTimeout(millis(half, LONGEST));
            return connection;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
        Duration most = Duration.ofMillis(millis(Deadline.current().left(), LONGEST));
        return ((AwsRequest) context.request())
                .toBuilder()
                        .overrideConfiguration(AwsRequestOverrideConfiguration.builder()
                                .apiCallTimeout(most)
                                .build())
                        .build();
    }

    /** At least one, as nought would mean for ever. */
    private static int millis(Duration left, Duration most) {
        return (int) Math.max(1, Math.min(left.toMillis(), most.toMillis()));
    }
}
