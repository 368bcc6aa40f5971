package dev.latchkey.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses belong to the internet, and to nothing inside anybody's network: IANA's registries of special-purpose
 * addresses (RFC 6890), everything else is not one. Also those that embed another address, since whoever translates it may be
 * inside.
 */
final class PublicAddresses {
    private PublicAddresses() {}

    /** An IPv4 address that is written as one of IPv6 ({@code ::ffff:10.0.0.1}) is one of IPv4 to Java already. */
    static boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublicV4(bytes) : isPublicV6(bytes);
    }

    /** Whether it is of this machine or of a private network. Metadata of clouds are link-local, but for one of IPv6. */
    static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean isPrivate = address.isSiteLocalAddress()
                || (address instanceof Inet4Address ? begins(bytes, 10, 100, 64) : begins(bytes, 7, 0xfc));
        return address.isLoopbackAddress() || (isPrivate && !begins(bytes, 32, 0xfd, 0x00, 0x0e, 0xc2));
    }

    private static boolean isPublicV4(byte[] bytes) {
        return !(begins(bytes, 8, 0) // this network
                || begins(bytes, 8, 10) // private
                || begins(bytes, 10, 100, 64) // between a carrier and its customers
                || begins(bytes, 8, 127) // loopback
                || begins(bytes, 16, 169, 254) // link-local, and the metadata of clouds
                || begins(bytes, 12, 172, 16) // private
                || begins(bytes, 24, 192, 0, 0) // protocol assignments
                || begins(bytes, 24, 192, 0, 2) // documentation
                || begins(bytes, 24, 192, 88, 99) // relays of 6to4
                || begins(bytes, 16, 192, 168) // private
                || begins(bytes, 15, 198, 18) // benchmarks
                || begins(bytes, 24, 198, 51, 100) // documentation
                || begins(bytes, 24, 203, 0, 113) // documentation
                || begins(bytes, 4, 224) // multicast
                || begins(bytes, 4, 240)); // reserved, and broadcast
    }

    /** Global unicast is 2000::/3; NAT64 (64:ff9b::/96), unique-local, link-local, multicast and loopback are outside it. */
    private static boolean isPublicV6(byte[] bytes) {
        return begins(bytes, 3, 0x20)
                && !(begins(bytes, 23, 0x20, 0x01, 0x00) // protocol assignments, Teredo among them
                        || begins(bytes, 32, 0x20, 0x01, 0x0d, 0xb8) // documentation
                        || begins(bytes, 16, 0x20, 0x02) // 6to4
                        || begins(bytes, 20, 0x3f, 0xff, 0x00)); // documentation
    }

    /** Whether the first bits are those of the prefix. */
    private static boolean begins(byte[] bytes, int bits, int... prefix) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((bytes[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
