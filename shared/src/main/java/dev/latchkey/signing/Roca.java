package dev.latchkey.signing;

import java.math.BigInteger;
import java.util.BitSet;

/**
 * Recognises RSA moduli of the broken generator of CVE-2017-15361. Its primes are powers of 65537 modulo every small
 * prime, so its moduli are too; a sound modulus is that by chance about once in a hundred million.
 */
final class Roca {
    private static final int GENERATOR = 65_537;

    // The small primes modulo which the powers of 65537 leave many residues out.
    private static final int[] TELLING_PRIMES = {
        11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157
    };

    private Roca() {}

    static boolean marks(BigInteger modulus) {
        for (int prime : TELLING_PRIMES) {
            if (!powersOfGenerator(prime)
                    .get(modulus.mod(BigInteger.valueOf(prime)).intValue())) {
                return false;
            }
        }
        return true;
    }

    private static BitSet powersOfGenerator(int prime) {
        BitSet powers = new BitSet(prime);
        int power = 1;
        while (!powers.get(power)) {
            powers.set(power);
            power = power * (GENERATOR % prime) % prime;
        }
        return powers;
    }
}
