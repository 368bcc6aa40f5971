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

    private final RSAPublicKey publicKey;
    private final @Nullable RSAPrivateCrtKey privateKey;
    private final Algorithm jwt;

    private RsaMaterial(RSAPublicKey publicKey, @Nullable RSAPrivateCrtKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.jwt = Algorithm.RSA256(publicKey, privateKey);
    }

    static RsaMaterial generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MIN_BITS);
            KeyPair pair = generator.generateKeyPair();
            return new RsaMaterial((RSAPublicKey) pair.getPublic(), (RSAPrivateCrtKey) pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no RSA", e);
        }
    }

    static RsaMaterial read(JwkMembers jwk) {
        BigInteger n = jwk.number("n");
        BigInteger e = jwk.number("e");
        requireStrong(n, e);
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            RSAPublicKey publicKey = (RSAPublicKey) keys.generatePublic(new RSAPublicKeySpec(n, e));
            if (!jwk.has("d")) {
                return new RsaMaterial(publicKey, null);
            }
            BigInteger p = jwk.number("p");
            BigInteger q = jwk.number("q");
            if (!p.multiply(q).equals(n)) {
                throw new IllegalArgumentException("the primes of an RS256 key multiply to its modulus");
            }
            return new RsaMaterial(publicKey, (RSAPrivateCrtKey) keys.generatePrivate(new RSAPrivateCrtKeySpec(
                    n, e, jwk.number("d"), p, q, jwk.number("dp"), jwk.number("dq"), jwk.number("qi"))));
        } catch (GeneralSecurityException failure) {
            throw new IllegalArgumentException("not a key for RS256");
        }
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

    @Override
    public Algorithm jwt() {
        return jwt;
    }

    @Override
    public boolean canSign() {
        return privateKey != null;
    }

    @Override
    public KeyMaterial withoutPrivateHalf() {
        return new RsaMaterial(publicKey, null);
    }

    @Override
    public String fingerprint() {
        Map<String, String> jwk = publicMembers();
        return Thumbprint.ofJwk("{\"e\":\"" + jwk.get("e") + "\",\"kty\":\"RSA\",\"n\":\"" + jwk.get("n") + "\"}");
    }

    @Override
    public Map<String, String> publicMembers() {
        return Map.of(
                "n", JwkMembers.spell(publicKey.getModulus()), "e", JwkMembers.spell(publicKey.getPublicExponent()));
    }

    @Override
    public Map<String, String> allMembers() {
        Map<String, String> all = new TreeMap<>(publicMembers());
        if (privateKey != null) {
            all.put("d", JwkMembers.spell(privateKey.getPrivateExponent()));
            all.put("p", JwkMembers.spell(privateKey.getPrimeP()));
            all.put("q", JwkMembers.spell(privateKey.getPrimeQ()));
            all.put("dp", JwkMembers.spell(privateKey.getPrimeExponentP()));
            all.put("dq", JwkMembers.spell(privateKey.getPrimeExponentQ()));
            all.put("qi", JwkMembers.spell(privateKey.getCrtCoefficient()));
        }
        return all;
    }

    @Override
    public String toString() {
        return "RsaMaterial(redacted)";
    }
}
