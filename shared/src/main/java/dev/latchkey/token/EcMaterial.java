package dev.latchkey.token;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An ES256 key: a point on P-256 and, while it may sign, its secret scalar. */
final class EcMaterial implements KeyMaterial {
    private static final String CURVE = "P-256";
    private static final int COORDINATE_BYTES = 32;
    private static final ECParameterSpec P256 = p256();

    private final ECPublicKey publicKey;
    private final @Nullable ECPrivateKey privateKey;
    private final Algorithm jwt;

    private EcMaterial(ECPublicKey publicKey, @Nullable ECPrivateKey privateKey) {
        this.publicKey = publicKey;
        this.privateKey = privateKey;
        this.jwt = Algorithm.ECDSA256(publicKey, privateKey);
    }

    static EcMaterial generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256);
            KeyPair pair = generator.generateKeyPair();
            return new EcMaterial((ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no P-256", e);
        }
    }

    static EcMaterial read(JwkMembers jwk) {
        if (!CURVE.equals(jwk.text("crv"))) {
            throw new IllegalArgumentException("an ES256 key lies on " + CURVE);
        }
        ECPoint point =
                new ECPoint(jwk.fixedLengthNumber("x", COORDINATE_BYTES), jwk.fixedLengthNumber("y", COORDINATE_BYTES));
        requireOnCurve(point);
        try {
            KeyFactory keys = KeyFactory.getInstance("EC");
            ECPublicKey publicKey = (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(point, P256));
            if (!jwk.has("d")) {
                return new EcMaterial(publicKey, null);
            }
            BigInteger d = jwk.fixedLengthNumber("d", COORDINATE_BYTES);
            if (d.signum() == 0 || d.compareTo(P256.getOrder()) >= 0) {
                throw new IllegalArgumentException(
                        "the secret number of an ES256 key lies below the order of its curve");
            }
            return new EcMaterial(publicKey, (ECPrivateKey) keys.generatePrivate(new ECPrivateKeySpec(d, P256)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not a key for ES256");
        }
    }

    /** A point off the curve leads into a small group, where signatures can be guessed. The JDK does not look. */
    private static void requireOnCurve(ECPoint point) {
        BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(3)
                .add(P256.getCurve().getA().multiply(x))
                .add(P256.getCurve().getB())
                .mod(p);
        if (x.compareTo(p) >= 0 || y.compareTo(p) >= 0 || !y.pow(2).mod(p).equals(right)) {
            throw new IllegalArgumentException("the point of an ES256 key lies on the curve, this one does not");
        }
    }

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no P-256", e);
        }
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.ES256;
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
        return new EcMaterial(publicKey, null);
    }

    @Override
    public String fingerprint() {
        Map<String, String> jwk = publicMembers();
        return Thumbprint.ofJwk("{\"crv\":\"" + CURVE + "\",\"kty\":\"EC\",\"x\":\"" + jwk.get("x") + "\",\"y\":\""
                + jwk.get("y") + "\"}");
    }

    @Override
    public Map<String, String> publicMembers() {
        return Map.of(
                "crv", CURVE,
                "x", JwkMembers.spellFixedLength(publicKey.getW().getAffineX(), COORDINATE_BYTES),
                "y", JwkMembers.spellFixedLength(publicKey.getW().getAffineY(), COORDINATE_BYTES));
    }

    @Override
    public Map<String, String> allMembers() {
        Map<String, String> all = new TreeMap<>(publicMembers());
        if (privateKey != null) {
            all.put("d", JwkMembers.spellFixedLength(privateKey.getS(), COORDINATE_BYTES));
        }
        return all;
    }

    @Override
    public String toString() {
        return "EcMaterial(redacted)";
    }
}
