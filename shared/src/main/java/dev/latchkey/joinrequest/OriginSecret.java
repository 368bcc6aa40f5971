package dev.latchkey.joinrequest;

import java.util.Optional;

/** The secret beside which is believed what the service in front of the API says of its visitors. */
@FunctionalInterface
public interface OriginSecret {
    /** Nothing stands in front. */
    OriginSecret NONE = Optional::empty;

    /** Empty where nothing stands in front. */
    Optional<String> read();
}
