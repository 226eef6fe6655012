package org.bastide.controller.compute.keypair;

import org.bastide.common.http.Problem;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HexFormat;

/**
 * A public key that is one.
 *
 * @param text as it was given
 * @param fingerprint MD5 of an SSH key, SHA-1 of a certificate, in Nova's form {@code ab:cd:…}
 */
public record PublicKey(Type type, String text, String fingerprint) {
    private static final int LONGEST = 65_535;

    /** What kind of key it is. */
    public enum Type {
        SSH,
        X509;

        /** As the API names it. */
        String word() {
            return this == SSH ? "ssh" : "x509";
        }
    }

    /**
     * Reads a key.
     *
     * @throws Problem BAD_REQUEST if it is none
     */
    static PublicKey parse(Type type, String text) {
        if (text.length() > LONGEST) {
            throw invalid("it is longer than %d characters".formatted(LONGEST));
        }
        String fingerprint =
                switch (type) {
                    case SSH -> fingerprint("MD5", SshKey.blob(text));
                    case X509 -> certificate(text);
                };
        return new PublicKey(type, text, fingerprint);
    }

    static Problem invalid(String reason) {
        return Problem.badRequest("Keypair data is invalid: public_key: " + reason);
    }

    private static String certificate(String pem) {
        try {
            Certificate certificate =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
            return fingerprint("SHA-1", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST,
                    "Keypair data is invalid: public_key: it is not an X.509 certificate in PEM",
                    e);
        }
    }

    private static String fingerprint(String algorithm, byte[] bytes) {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
