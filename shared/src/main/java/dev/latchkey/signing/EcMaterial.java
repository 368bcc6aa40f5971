package dev.latchkey.signing;

import com.auth0.jwt.algorithms.Algorithm;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
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

    // SEC 2, section 2.4.2: y^2 = x^3 - 3x + b over the integers modulo p, and the order of the base point.
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final BigInteger ORDER =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final BigInteger x;
    private final BigInteger y;
    private final @Nullable BigInteger d;
    private @Nullable Algorithm jwt;

    private EcMaterial(BigInteger x, BigInteger y, @Nullable BigInteger d) {
        this.x = x;
        this.y = y;
        this.d = d;
    }

    static EcMaterial generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(p256());
            KeyPair pair = generator.generateKeyPair();
            ECPoint point = ((ECPublicKey) pair.getPublic()).getW();
            return new EcMaterial(point.getAffineX(), point.getAffineY(), ((ECPrivateKey) pair.getPrivate()).getS());
        } catch (GeneralSecurityException e) {
            throw unknownCurve(e);
        }
    }

    static EcMaterial read(JwkMembers jwk) {
        if (!CURVE.equals(jwk.text("crv"))) {
            throw new IllegalArgumentException("an ES256 key lies on " + CURVE);
        }
        BigInteger x = jwk.fixedLengthNumber("x", COORDINATE_BYTES);
        BigInteger y = jwk.fixedLengthNumber("y", COORDINATE_BYTES);
        requireOnCurve(x, y);
        if (!jwk.has("d")) {
            return new EcMaterial(x, y, null);
        }
        BigInteger d = jwk.fixedLengthNumber("d", COORDINATE_BYTES);
        if (d.signum() == 0 || d.compareTo(ORDER) >= 0) {
            throw new IllegalArgumentException("the secret number of an ES256 key lies below the order of its curve");
        }
        return new EcMaterial(x, y, d);
    }

    /** A point off the curve leads into a small group, where signatures can be guessed. The JDK does not look. */
    private static void requireOnCurve(BigInteger x, BigInteger y) {
        BigInteger right = x.pow(3).subtract(x.multiply(THREE)).add(B).mod(P);
        if (x.compareTo(P) >= 0 || y.compareTo(P) >= 0 || !y.pow(2).mod(P).equals(right)) {
            throw new IllegalArgumentException("the point of an ES256 key lies on the curve, this one does not");
        }
    }

    private static ECParameterSpec p256() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static IllegalStateException unknownCurve(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform has no P-256", e);
    }

    @Override
    public SigningAlgorithm algorithm() {
        return SigningAlgorithm.ES256;
    }

    /** Made when first asked for: most functions use one key of the set, and the JDK's part of a key pair is slow to start. */
    @Override
    public synchronized Algorithm jwt() {
        if (jwt == null) {
            try {
                ECParameterSpec curve = p256();
                KeyFactory keys = KeyFactory.getInstance("EC");
                ECPublicKey publicKey =
                        (ECPublicKey) keys.generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
                ECPrivateKey privateKey =
                        d == null ? null : (ECPrivateKey) keys.generatePrivate(new ECPrivateKeySpec(d, curve));
                jwt = Algorithm.ECDSA256(publicKey, privateKey);
            } catch (GeneralSecurityException e) {
                throw unknownCurve(e);
            }
        }
        return jwt;
    }

    @Override
    public boolean canSign() {
        return d != null;
    }

    @Override
    public KeyMaterial withoutPrivateHalf() {
        return new EcMaterial(x, y, null);
    }

    @Override
    public String fingerprint() {
        return Thumbprint.ofJwk(
                "{\"crv\":\"" + CURVE + "\",\"kty\":\"EC\",\"x\":\"" + spell(x) + "\",\"y\":\"" + spell(y) + "\"}");
    }

    @Override
    public Map<String, String> publicMembers() {
        return Map.of("crv", CURVE, "x", spell(x), "y", spell(y));
    }

    @Override
    public Map<String, String> allMembers() {
        Map<String, String> all = new TreeMap<>(publicMembers());
        if (d != null) {
            all.put("d", spell(d));
        }
        return all;
    }

    private static String spell(BigInteger number) {
        return JwkMembers.spellFixedLength(number, COORDINATE_BYTES);
    }

    @Override
    public String toString() {
        return "EcMaterial(redacted)";
    }
}
