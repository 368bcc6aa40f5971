package dev.latchkey.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Calls an API that speaks JSON, at an address that others have named. */
public interface ApiClient {
    /** Where calls may go. */
    AddressRules rules();

    /** The same for addresses that an app has named: calls go where webhooks may go. */
    ApiClient namedByApps();

    /**
     * Makes one call and reads the answer.
     *
     * @param address as {@link AddressRules#parse} made it
     * @param longest how long it may take, from the look-up of the name to the end of the answer
     */
    ApiAnswer post(URI address, Map<String, String> headers, String json, Duration longest);
}
