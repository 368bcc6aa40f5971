package dev.latchkey.outbound;

import java.net.URI;
import java.util.Map;

/** Posts JSON to addresses that others have named. */
public interface Outbound {
    /** Where calls may go. */
    AddressRules rules();

    /**
     * Makes one call, of limited time, whatever the other side does.
     *
     * @param address as {@link AddressRules#parse} made it
     */
    CallResult post(URI address, Map<String, String> headers, String json);
}
