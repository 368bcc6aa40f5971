package dev.latchkey.statuslist;

import dev.latchkey.text.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.zip.Deflater;

/**
 * A status list as the Token Status List specification writes it: a bit for each index, set for what is void, the lowest bit of a
 * byte first, compressed.
 */
public final class StatusList {
    /** How many indices a list has: so many that two peers seldom share one, and few enough to be unpacked everywhere. */
    static final int SIZE = 1 << 24;

    private static final int HEX_DIGITS = 6;
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private StatusList() {}

    /**
     * The index of a peer's session tokens: by chance, since ids are made by chance, and the same whoever asks. So nobody hands
     * indices out or keeps them.
     *
     * @param tokensFrom the version of the peer from which on its tokens are believed: whoever takes the place over has another
     *     index than the tokens that die by it
     */
    public static int indexOf(String peerId, long tokensFrom) {
        return Integer.parseInt(Sha256.hex(peerId + "#" + tokensFrom).substring(0, HEX_DIGITS), 16);
    }

    /** The claim {@code status_list} of a list in which these are void. */
    static Map<String, Object> of(Collection<Integer> indices) {
        byte[] bits = new byte[SIZE / Byte.SIZE];
        for (int index : indices) {
            bits[index / Byte.SIZE] |= (byte) (1 << (index % Byte.SIZE));
        }
        return claim(bits);
    }

    /** The claim {@code status_list} of a list in which everything is void. */
    static Map<String, Object> everything() {
        byte[] bits = new byte[SIZE / Byte.SIZE];
        Arrays.fill(bits, (byte) 0xFF);
        return claim(bits);
    }

    static Map<String, Object> claim(byte[] bits) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(bits);
            deflater.finish();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            while (!deflater.finished()) {
                compressed.write(part, 0, deflater.deflate(part));
            }
            return Map.of("bits", 1L, "lst", TEXT.encodeToString(compressed.toByteArray()));
        } finally {
            deflater.end();
        }
    }
}
