package dev.latchkey.outbound;

import dev.latchkey.outbound.CallResult.Fault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Calls by HTTP/1.1. The name is looked up once, and the connection goes to an address that was
 * checked. Redirects are not followed, there are no cookies, proxies or compression, and of an answer nothing is read but its
 * head. docs/decisions/0311 says why this is no library.
 */
public final class HttpPost implements Outbound {
    /** The longest that a call takes, from the look-up of the name on. */
    public static final Duration LONGEST = Duration.ofSeconds(15);

    private final AddressRules rules;
    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final Duration longest;

    public HttpPost(AddressRules rules) {
        this(rules, Resolver.SYSTEM, (SSLSocketFactory) SSLSocketFactory.getDefault(), LONGEST);
    }

    HttpPost(AddressRules rules, Resolver resolver, SSLSocketFactory tls, Duration longest) {
        this.rules = rules;
        this.resolver = resolver;
        this.tls = tls;
        this.longest = longest;
    }

    @Override
    public AddressRules rules() {
        return rules;
    }

    /** In 15 seconds at most. */
    @Override
    public CallResult post(URI address, Map<String, String> headers, String json) {
        long start = System.nanoTime();
        try {
            int status =
                    run(new PinnedCall<>(rules, resolver, tls, address, headers, json, AnswerHead::status), longest);
            return new CallResult(status, null, since(start));
        } catch (CallFailedException e) {
            return new CallResult(0, e.fault(), since(start));
        }
    }

    /** Makes the call, in that time at most. */
    static <T> T run(PinnedCall<T> call, Duration longest) throws CallFailedException {
        FutureTask<T> task = new FutureTask<>(call);
        // A thread of its own, since the look-up of a name cannot be interrupted, and neither can a handshake.
        Thread thread = new Thread(task, "outbound");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CallFailedException failed) {
                throw failed;
            }
            throw new IllegalStateException("a call broke", e);
        } catch (TimeoutException e) {
            call.abandon();
            throw new CallFailedException(Fault.TIMED_OUT);
        } catch (InterruptedException e) {
            call.abandon();
            Thread.currentThread().interrupt();
            throw new CallFailedException(Fault.TIMED_OUT);
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Thrown where a call fails. */
    static final class CallFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Fault fault;

        CallFailedException(Fault fault) {
            this.fault = Objects.requireNonNull(fault);
        }

        Fault fault() {
            return fault;
        }
    }
}
