package dev.latchkey.joinrequest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Where a request comes from: an IPv4 address, or the first 64 bits of an IPv6 address, since one subscriber has all the rest.
 * It is personal: it does not print.
 */
public final class SourceAddress {
    /** Nothing that could be taken for a name, which would be looked up. */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private static final int NETWORK_BYTES = 8;

    private final String network;

    private SourceAddress(String network) {
        this.network = network;
    }

    /** Text of no known form is an address of its own, and so is none at all. */
    public static SourceAddress of(String text) {
        if (!IPV6.matcher(text).matches()) {
            return new SourceAddress(text);
        }
        try {
            InetAddress address = InetAddress.getByName(text);
            byte[] bytes = address.getAddress();
            // An IPv4 address in the clothes of IPv6 comes out with its four bytes, and is the same as without them.
            return new SourceAddress(
                    bytes.length < NETWORK_BYTES
                            ? address.getHostAddress()
                            : HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES));
        } catch (UnknownHostException e) {
            return new SourceAddress(text);
        }
    }

    /** What tells it from other addresses, for a digest and nothing else. */
    public String network() {
        return network;
    }

    @Override
    public String toString() {
        return "SourceAddress(redacted)";
    }
}
