package dev.latchkey.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

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
    },

    /** By https to the internet, and in either way to private networks and this machine: for what the operator has named. */
    NAMED_BY_THE_OPERATOR {
        @Override
        boolean allowScheme(URI address) {
            return isHttps(address) || address.getScheme().equalsIgnoreCase("http");
        }

        @Override
        boolean allow(URI address, InetAddress connected) {
            return PublicAddresses.contains(connected) ? isHttps(address) : PublicAddresses.isInside(connected);
        }
    };

    /** Some take a host of which the last part is a number for an IPv4 address (WHATWG URL, "ends in a number"). */
    private static final Pattern ENDS_IN_A_NUMBER = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    /** The one spelling that all take for the same: four decimal numbers, of which none could be octal. */
    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]*)(\\.(0|[1-9][0-9]*)){3}");

    /** The longest address, in characters. */
    public static final int LONGEST = 2048;

    /** What {@link #parse} takes, for the refusal. */
    public String expected() {
        return switch (this) {
            case INTERNET -> "must be an absolute https URL to the internet without a user";
            case INTERNET_AND_THIS_MACHINE ->
                "must be an absolute https URL to the internet, or one to this machine, without a user";
            case NAMED_BY_THE_OPERATOR ->
                "must be an absolute https URL, or an http one to a private network, without a user";
        };
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
                    && allowScheme(address)
                    && allowLiteral(address);
            return good ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** A name is looked up when it is called; what is an address already is not good some other day. */
    private boolean allowLiteral(URI address) {
        String host = address.getHost();
        boolean isIpv4 = ENDS_IN_A_NUMBER.matcher(host).matches();
        if (!isIpv4 && !host.startsWith("[")) {
            return true;
        }
        try {
            return (!isIpv4 || IPV4.matcher(host).matches())
                    && allow(address, InetAddress.getByName(withoutBrackets(address)));
        } catch (UnknownHostException e) {
            return false; // of a network interface that this machine does not have
        }
    }

    /** The host as the system knows it: an IPv6 address without the brackets that it has in an URL. */
    static String withoutBrackets(URI address) {
        String host = address.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    abstract boolean allowScheme(URI address);

    /** Whether a call to that address may go by a connection to this one. */
    abstract boolean allow(URI address, InetAddress connected);

    static boolean isHttps(URI address) {
        return address.getScheme().equalsIgnoreCase("https");
    }
}
