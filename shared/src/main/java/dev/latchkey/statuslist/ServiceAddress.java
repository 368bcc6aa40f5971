package dev.latchkey.statuslist;

import java.util.Optional;

/** Under which address those who have our tokens find the service. */
public interface ServiceAddress {
    /** Scheme and host, such as {@code https://api.example.com}; empty when it is not known here. */
    Optional<String> url();
}
