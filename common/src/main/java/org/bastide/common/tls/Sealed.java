package org.bastide.common.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that only the holder of a certificate's key can read: an ephemeral ECDH agreement on the
 * certificate's curve, HKDF-SHA256, AES-256-GCM. Who carries it cannot read it. In text: base64 of
 * the ephemeral public key, a dot, base64 of the ciphertext.
 */
public final class Sealed {
    private static final byte[] INFO = "bastide sealed 1".getBytes(StandardCharsets.US_ASCII);
    private static final int TAG_BITS = 128;

    private Sealed() {}

    /** Seals a secret to a certificate with an elliptic-curve key. */
    public static String seal(String secret, X509Certificate certificate) {
        try {
            ECPublicKey theirs = (ECPublicKey) certificate.getPublicKey();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(theirs.getParams());
            KeyPair ephemeral = generator.generateKeyPair();
            byte[] sealed =
                    cipher(
                                    Cipher.ENCRYPT_MODE,
                                    ephemeral.getPrivate(),
                                    theirs,
                                    ephemeral.getPublic())
                            .doFinal(secret.getBytes(StandardCharsets.UTF_8));
            Base64.Encoder base64 = Base64.getEncoder();
            return base64.encodeToString(ephemeral.getPublic().getEncoded())
                    + '.'
                    + base64.encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal to this certificate", e);
        }
    }

    /**
     * Opens what was sealed to the certificate of this key.
     *
     * @throws IllegalArgumentException if it was sealed to another, or changed on the way
     */
    public static String open(String sealed, PrivateKey key) {
        String[] parts = sealed.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a sealed secret");
        }
        try {
            byte[] encoded = Base64.getDecoder().decode(parts[0]);
            PublicKey ephemeral =
                    KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            byte[] secret =
                    cipher(Cipher.DECRYPT_MODE, key, ephemeral, ephemeral)
                            .doFinal(Base64.getDecoder().decode(parts[1]));
            return new String(secret, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IllegalArgumentException("sealed to another key, or damaged", e);
        }
    }

    /** The key is used once, so that the nonce may come from the agreement too. */
    private static Cipher cipher(int mode, PrivateKey own, PublicKey other, PublicKey ephemeral)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(other, true);
        HKDFParameterSpec.Builder extract =
                HKDFParameterSpec.ofExtract()
                        .addIKM(agreement.generateSecret())
                        .addSalt(ephemeral.getEncoded());
        KDF kdf = KDF.getInstance("HKDF-SHA256");
        byte[] derived = kdf.deriveData(extract.thenExpand(INFO, 44));
        SecretKey key = new SecretKeySpec(Arrays.copyOf(derived, 32), "AES");
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, Arrays.copyOfRange(derived, 32, 44)));
        return cipher;
    }
}
