package org.bastide.controller.compute.keypair;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;

/**
 * A new RSA key, as Nova generates them.
 *
 * @param privateKey PKCS #1 in PEM, which every SSH client reads; shown once, never stored
 */
record GeneratedKey(PublicKey publicKey, String privateKey) {
    private static final int BITS = 2048;

    static GeneratedKey rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return new GeneratedKey(publicKey((RSAPublicKey) pair.getPublic()), pem(pair));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        } catch (IOException e) {
            throw new UncheckedIOException("a key cannot be written", e);
        }
    }

    private static PublicKey publicKey(RSAPublicKey key) throws IOException {
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        try (DataOutputStream fields = new DataOutputStream(blob)) {
            write(fields, "ssh-rsa".getBytes(StandardCharsets.US_ASCII));
            write(fields, key.getPublicExponent().toByteArray());
            write(fields, key.getModulus().toByteArray());
        }
        String line =
                "ssh-rsa "
                        + Base64.getEncoder().encodeToString(blob.toByteArray())
                        + " Generated-by-Bastide";
        return PublicKey.parse(PublicKey.Type.SSH, line);
    }

    private static void write(DataOutputStream fields, byte[] bytes) throws IOException {
        fields.writeInt(bytes.length);
        fields.write(bytes);
    }

    private static String pem(KeyPair pair) throws IOException {
        byte[] encoded =
                PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded())
                        .parsePrivateKey()
                        .toASN1Primitive()
                        .getEncoded();
        return "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded)
                + "\n-----END RSA PRIVATE KEY-----\n";
    }
}
