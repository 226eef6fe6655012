package org.bastide.controller.identity.token;

import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

import java.security.SecureRandom;

/** The Ed25519 key that signs tokens. */
final class SigningKey {
    static final int SIGNATURE_BYTES = 64;

    private final Ed25519PrivateKeyParameters secret;
    private final Ed25519PublicKeyParameters open;

    SigningKey(byte[] seed) {
        this.secret = new Ed25519PrivateKeyParameters(seed);
        this.open = secret.generatePublicKey();
    }

    /** The seed of a new key. */
    static byte[] freshSeed() {
        byte[] seed = new byte[Ed25519PrivateKeyParameters.KEY_SIZE];
        new SecureRandom().nextBytes(seed);
        return seed;
    }

    byte[] sign(byte[] message) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, secret);
        signer.update(message, 0, message.length);
        return signer.generateSignature();
    }

    boolean isSigned(byte[] message, byte[] signature) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(false, open);
        signer.update(message, 0, message.length);
        return signer.verifySignature(signature);
    }
}
