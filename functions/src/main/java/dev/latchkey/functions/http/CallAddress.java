package dev.latchkey.functions.http;

import dev.latchkey.statuslist.ServiceAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The address under which the call that this thread answers has found the service. It is in no setting: the functions of an API
 * are parts of it, so that none of them can be told the API's address when it is made.
 */
public final class CallAddress implements ServiceAddress {
    private static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "");

    @Override
    public Optional<String> url() {
        return Optional.of(CURRENT.get()).filter(url -> !url.isEmpty());
    }

    static <T> T run(String url, Supplier<T> work) {
        CURRENT.set(url);
        try {
            return work.get();
        } finally {
            CURRENT.remove();
        }
    }
}
