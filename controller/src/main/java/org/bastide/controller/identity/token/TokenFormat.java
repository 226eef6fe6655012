package org.bastide.controller.identity.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Tokens as text: {@code b1}, then base64 of the content and an Ed25519 signature of both. At most
 * 255 characters. That a signature was good is remembered, by a hash of the text.
 */
final class TokenFormat {
    static final int LONGEST = 255;
    private static final String VERSION = "b1";
    private static final int MOST_CONTENT =
            (LONGEST - VERSION.length()) / 4 * 3 - SigningKey.SIGNATURE_BYTES;
    private static final int REMEMBERED = 20_000;

    private final SigningKey key;
    private final Remembered<Token> good = new Remembered<>(REMEMBERED);

    TokenFormat(SigningKey key) {
        this.key = key;
    }

    String write(Token token) {
        byte[] content = PackedToken.pack(token, MOST_CONTENT);
        byte[] signature = key.sign(versioned(content));
        byte[] all = Arrays.copyOf(content, content.length + signature.length);
        System.arraycopy(signature, 0, all, content.length, signature.length);
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /** The token that was written so; empty if this text never was. */
    Optional<Token> read(String text) {
        if (text.length() > LONGEST || !text.startsWith(VERSION)) {
            return Optional.empty();
        }
        String hash = hash(text);
        Optional<Token> known = good.find(hash);
        if (known.isPresent()) {
            return known;
        }
        Optional<Token> token = verified(text);
        token.ifPresent(found -> good.keep(hash, found));
        return token;
    }

    private Optional<Token> verified(String text) {
        byte[] all;
        String encoded = text.substring(VERSION.length());
        try {
            all = Base64.getUrlDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        // One token has one text: the decoder alone would let the last character vary.
        if (all.length <= SigningKey.SIGNATURE_BYTES
                || !Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(encoded)) {
            return Optional.empty();
        }
        int length = all.length - SigningKey.SIGNATURE_BYTES;
        byte[] content = Arrays.copyOf(all, length);
        return key.isSigned(versioned(content), Arrays.copyOfRange(all, length, all.length))
                ? PackedToken.unpack(content)
                : Optional.empty();
    }

    private static byte[] versioned(byte[] content) {
        byte[] version = VERSION.getBytes(StandardCharsets.US_ASCII);
        byte[] signed = Arrays.copyOf(version, version.length + content.length);
        System.arraycopy(content, 0, signed, version.length, content.length);
        return signed;
    }

    private static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return new String(digest, StandardCharsets.ISO_8859_1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
