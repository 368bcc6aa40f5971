package dev.latchkey.token;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An RS256 key: a modulus with its exponent and, while it may sign, its primes. */
final class RsaMaterial implements KeyMaterial {
    private static final int MIN_BITS = 2048;

    /** Beyond this, verifying becomes a way to keep a function busy. */
    private static final int MAX_BITS = 4096;

    private static final BigInteger MIN_EXPONENT = BigInteger.valueOf(65_537);
    private static final BigInteger MAX_EXPONENT = BigInteger.ONE.shiftLeft(32);

    private final BigInteger n;
    private final BigInteger e;
    private final @Nullable PrivateHalf secret;
    private @Nullable Algorithm jwt;

    private RsaMaterial(BigInteger n, BigInteger e, @Nullable PrivateHalf secret) {
        this.n = n;
        this.e = e;
        this.secret = secret;
    }

    static RsaMaterial generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MIN_BITS);
            KeyPair pair = generator.generateKeyPair();
            RSAPublicKey open = (RSAPublicKey) pair.getPublic();
            return new RsaMaterial(
                    open.getModulus(), open.getPublicExponent(), PrivateHalf.of((RSAPrivateCrtKey) pair.getPrivate()));
        } catch (GeneralSecurityException failure) {
            throw noRsa(failure);
        }
    }

    static RsaMaterial read(JwkMembers jwk) {
        BigInteger n = jwk.number("n");
        BigInteger e = jwk.number("e");
        requireStrong(n, e);
        if (!jwk.has("d")) {
            return new RsaMaterial(n, e, null);
        }
        PrivateHalf secret = PrivateHalf.read(jwk);
        if (!secret.p().multiply(secret.q()).equals(n)) {
            throw new IllegalArgumentException("the primes of an RS256 key multiply to its modulus");
        }
        return new RsaMaterial(n, e, secret);
    }

    private static void requireStrong(BigInteger n, BigInteger e) {
        if (n.bitLength() < MIN_BITS || n.bitLength() > MAX_BITS) {
            throw new IllegalArgumentException(
                    "an RS256 key has " + MIN_BITS + " to " + MAX_BITS + " bits, this one has " + n.bitLength());
        }
        // With e = 1 the signature is the message; small exponents have a history of forged paddings.
        if (e.compareTo(MIN_EXPONENT) < 0 || e.compareTo(MAX_EXPONENT) > 0 || !e.testBit(0) || !n.testBit(0)) {
            throw new IllegalArgumentException("an RS256 key has an odd exponent of 65537 or more, and an odd modulus");
        }
        if (Roca.marks(n)) {
            throw new IllegalArgumentException("the modulus of an RS256 key comes from a broken generator (ROCA)");
        }
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.RS256;
    }

    /** Made when first asked for: most functions use one key of the set, and the JDK's part of a key pair is slow to start. */
    @Override
    public synchronized Algorithm jwt() {
        if (jwt == null) {
            try {
                KeyFactory keys = KeyFactory.getInstance("RSA");
                RSAPublicKey publicKey = (RSAPublicKey) keys.generatePublic(new RSAPublicKeySpec(n, e));
                RSAPrivateCrtKey privateKey =
                        secret == null ? null : (RSAPrivateCrtKey) keys.generatePrivate(secret.spec(n, e));
                jwt = Algorithm.RSA256(publicKey, privateKey);
            } catch (GeneralSecurityException failure) {
                throw noRsa(failure);
            }
        }
        return jwt;
    }

    private static IllegalStateException noRsa(GeneralSecurityException failure) {
        return new IllegalStateException("this Java platform has no RSA", failure);
    }

    @Override
    public boolean canSign() {
        return secret != null;
    }

    @Override
    public KeyMaterial withoutPrivateHalf() {
        return new RsaMaterial(n, e, null);
    }

    @Override
    public String fingerprint() {
        Map<String, String> jwk = publicMembers();
        return Thumbprint.ofJwk("{\"e\":\"" + jwk.get("e") + "\",\"kty\":\"RSA\",\"n\":\"" + jwk.get("n") + "\"}");
    }

    @Override
    public Map<String, String> publicMembers() {
        return Map.of("n", JwkMembers.spell(n), "e", JwkMembers.spell(e));
    }

    @Override
    public Map<String, String> allMembers() {
        Map<String, String> all = new TreeMap<>(publicMembers());
        if (secret != null) {
            secret.spellInto(all);
        }
        return all;
    }

    @Override
    public String toString() {
        return "RsaMaterial(redacted)";
    }

    /** What only the signer knows, by the names of RFC 7518 section 6.3.2. */
    private record PrivateHalf(BigInteger d, BigInteger p, BigInteger q, BigInteger dp, BigInteger dq, BigInteger qi) {
        static PrivateHalf of(RSAPrivateCrtKey key) {
            return new PrivateHalf(
                    key.getPrivateExponent(),
                    key.getPrimeP(),
                    key.getPrimeQ(),
                    key.getPrimeExponentP(),
                    key.getPrimeExponentQ(),
                    key.getCrtCoefficient());
        }

        static PrivateHalf read(JwkMembers jwk) {
            return new PrivateHalf(
                    jwk.number("d"),
                    jwk.number("p"),
                    jwk.number("q"),
                    jwk.number("dp"),
                    jwk.number("dq"),
                    jwk.number("qi"));
        }

        RSAPrivateCrtKeySpec spec(BigInteger n, BigInteger e) {
            return new RSAPrivateCrtKeySpec(n, e, d, p, q, dp, dq, qi);
        }

        void spellInto(Map<String, String> members) {
            members.put("d", JwkMembers.spell(d));
            members.put("p", JwkMembers.spell(p));
            members.put("q", JwkMembers.spell(q));
            members.put("dp", JwkMembers.spell(dp));
            members.put("dq", JwkMembers.spell(dq));
            members.put("qi", JwkMembers.spell(qi));
        }

        @Override
        public String toString() {
            return "PrivateHalf(redacted)";
        }
    }
}
