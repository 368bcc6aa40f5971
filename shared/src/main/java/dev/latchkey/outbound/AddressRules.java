package dev.latchkey.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** To which addresses a call may go. Asked of the address as it is written, and of the one that is connected to. */
public enum AddressRules {
    /** By https, to the internet. */
    INTERNET {
        @Override
        boolean allowScheme(URI address) {
            return isHttps(address);
        }

        @Override
        boolean allow(URI address, InetAddress connected) {
            return PublicAddresses.contains(connected);
        }
    },

    /** Besides, to this machine itself, also by http: where Latchkey runs on a developer's machine. */
    INTERNET_AND_THIS_MACHINE {
        @Override
        boolean allowScheme(URI address) {
            return isHttps(address) || address.getScheme().equalsIgnoreCase("http");
        }

        @Override
        boolean allow(URI address, InetAddress connected) {
            return connected.isLoopbackAddress() || (isHttps(address) && PublicAddresses.contains(connected));
        }
    };

    /** The longest address, in characters. */
    public static final int LONGEST = 2048;

    /** What {@link #parse} takes, for the refusal. */
    public String expected() {
        return this == INTERNET
                ? "must be an absolute https URL without a user"
                : "must be an absolute https or http URL without a user";
    }

    /** Reads an address; empty when calls may not go there whatever its name turns out to stand for. */
    public Optional<URI> parse(String text) {
        try {
            URI address = new URI(text);
            boolean good = address.getScheme() != null
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawFragment() == null
                    && address.getPort() <= 65_535
                    && text.length() <= LONGEST
                    && text.chars().allMatch(character -> character > ' ' && character < 127)
                    && allowScheme(address);
            return good ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    abstract boolean allowScheme(URI address);

    /** Whether a call to that address may go by a connection to this one. */
    abstract boolean allow(URI address, InetAddress connected);

    static boolean isHttps(URI address) {
        return address.getScheme().equalsIgnoreCase("https");
    }
}
