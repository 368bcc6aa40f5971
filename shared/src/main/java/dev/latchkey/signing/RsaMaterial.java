package dev.latchkey.signing;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateKey;
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
    private final @Nullable RSAPrivateCrtKeySpec secret;
    private @Nullable Algorithm jwt;

    private RsaMaterial(BigInteger n, BigInteger e, @Nullable RSAPrivateCrtKeySpec secret) {
        this.n = n;
        this.e = e;
        this.secret = secret;
    }

    static RsaMaterial generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(MIN_BITS);
            KeyPair pair = generator.generateKeyPair();
            RSAPrivateCrtKeySpec secret =
                    KeyFactory.getInstance("RSA").getKeySpec(pair.getPrivate(), RSAPrivateCrtKeySpec.class);
            return new RsaMaterial(secret.getModulus(), secret.getPublicExponent(), secret);
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
        BigInteger p = jwk.number("p");
        BigInteger q = jwk.number("q");
        if (!p.multiply(q).equals(n)) {
            throw new IllegalArgumentException("the primes of an RS256 key multiply to its modulus");
        }
        return new RsaMaterial(
                n,
                e,
                new RSAPrivateCrtKeySpec(
                        n, e, jwk.number("d"), p, q, jwk.number("dp"), jwk.number("dq"), jwk.number("qi")));
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
                RSAPrivateKey privateKey = secret == null ? null : (RSAPrivateKey) keys.generatePrivate(secret);
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
            all.put("d", JwkMembers.spell(secret.getPrivateExponent()));
            all.put("p", JwkMembers.spell(secret.getPrimeP()));
            all.put("q", JwkMembers.spell(secret.getPrimeQ()));
            all.put("dp", JwkMembers.spell(secret.getPrimeExponentP()));
            all.put("dq", JwkMembers.spell(secret.getPrimeExponentQ()));
            all.put("qi", JwkMembers.spell(secret.getCrtCoefficient()));
        }
        return all;
    }

    @Override
    public String toString() {
        return "RsaMaterial(redacted)";
    }
}
