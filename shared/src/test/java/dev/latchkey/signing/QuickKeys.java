package dev.latchkey.signing;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes key sets for tests that need some and are not about how keys are made. All RSA keys have the same two primes, which
 * anybody knows: to find others takes longer than everything else about a key. Each has another public exponent, and so another
 * name.
 */
public final class QuickKeys {
    /** The last prime of 1024 bits. */
    private static final BigInteger P = BigInteger.ONE.shiftLeft(1024).subtract(BigInteger.valueOf(105));

    /** The first prime of 1024 bits. */
    private static final BigInteger Q = BigInteger.ONE.shiftLeft(1023).add(BigInteger.valueOf(1155));

    private static final BigInteger P_LESS_1 = P.subtract(BigInteger.ONE);
    private static final BigInteger Q_LESS_1 = Q.subtract(BigInteger.ONE);
    private static final AtomicLong EXPONENT = new AtomicLong(65_537);

    private QuickKeys() {}

    public static KeyRotation rotation() {
        return new KeyRotation(new NewKeys(QuickKeys::rsa));
    }

    private static RsaMaterial rsa() {
        BigInteger all = P_LESS_1.multiply(Q_LESS_1);
        BigInteger e = BigInteger.valueOf(EXPONENT.addAndGet(2));
        while (!e.gcd(all).equals(BigInteger.ONE)) {
            e = BigInteger.valueOf(EXPONENT.addAndGet(2));
        }
        Map<String, Object> members = new HashMap<>();
        members.put("n", JwkMembers.spell(P.multiply(Q)));
        members.put("e", JwkMembers.spell(e));
        members.put("d", JwkMembers.spell(e.modInverse(all)));
        members.put("p", JwkMembers.spell(P));
        members.put("q", JwkMembers.spell(Q));
        members.put("dp", JwkMembers.spell(e.modInverse(P_LESS_1)));
        members.put("dq", JwkMembers.spell(e.modInverse(Q_LESS_1)));
        members.put("qi", JwkMembers.spell(Q.modInverse(P)));
        return RsaMaterial.read(new JwkMembers(members));
    }
}
