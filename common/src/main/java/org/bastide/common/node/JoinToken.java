package org.bastide.common.node;

import org.bastide.common.link.Messages;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A one-time permission to join, as an operator hands it to a new server.
 *
 * @param url the API, as nodes reach it
 * @param fingerprint SHA-256 of the cloud's root certificate, hexadecimal
 * @param role {@code compute} or {@code storage}
 * @param name the node's name
 * @param secret what proves the permission
 */
public record JoinToken(String url, String fingerprint, String role, String name, String secret) {
    /** A token whose parts are all there. */
    public JoinToken {
        for (String part : new String[] {url, fingerprint, role, name, secret}) {
            if (part == null) {
                throw new IllegalArgumentException("a part of the token is missing");
            }
        }
    }

    /** The token in one word. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Messages.write(this).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException if the word is none
     */
    public static JoinToken decode(String word) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(word.strip());
            return Messages.read(new String(bytes, StandardCharsets.UTF_8), JoinToken.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the token is none that 'bastide node token' printed", e);
        }
    }

    @Override
    public String toString() {
        return "JoinToken[" + role + " " + name + " at " + url + "]";
    }
}
