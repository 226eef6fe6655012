package org.bastide.controller.compute.keypair;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * A line of OpenSSH's authorized_keys: type, base64, comment (RFC 4253 §6.6, RFC 5656, RFC 8709).
 * Its structure is checked to the last byte, so that a cut-off key is not found out in a guest.
 */
final class SshKey {
    /** How many fields follow the type in the key of each type. */
    private static final Map<String, Integer> FIELDS =
            Map.of(
                    "ssh-rsa", 2,
                    "ssh-dss", 4,
                    "ssh-ed25519", 1,
                    "ecdsa-sha2-nistp256", 2,
                    "ecdsa-sha2-nistp384", 2,
                    "ecdsa-sha2-nistp521", 2,
                    "sk-ssh-ed25519@openssh.com", 2,
                    "sk-ecdsa-sha2-nistp256@openssh.com", 3);

    /** The bytes of an Ed25519 key. */
    private static final int ED25519 = 32;

    private SshKey() {}

    /** The key's bytes. A line break at the end is usual; within, it would add a second key. */
    static byte[] blob(String text) {
        String line = text.stripTrailing();
        if (line.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
            throw PublicKey.invalid("it has more than one line, or control characters");
        }
        String[] parts = line.split("[ \t]+", 3);
        if (parts.length < 2 || !FIELDS.containsKey(parts[0])) {
            throw PublicKey.invalid(
                    "it does not start with a type of SSH keys such as ssh-ed25519 or ssh-rsa");
        }
        byte[] blob = decode(parts[1]);
        check(parts[0], ByteBuffer.wrap(blob));
        return blob;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw PublicKey.invalid("its second part is not base64");
        }
    }

    private static void check(String type, ByteBuffer blob) {
        String inner = new String(field(blob), StandardCharsets.US_ASCII);
        if (!inner.equals(type)) {
            throw PublicKey.invalid("it says that it is %s, but is not".formatted(type));
        }
        for (int i = 0; i < FIELDS.get(type); i++) {
            byte[] field = field(blob);
            if (field.length == 0 || (type.equals("ssh-ed25519") && field.length != ED25519)) {
                throw PublicKey.invalid("it is damaged");
            }
        }
        if (blob.hasRemaining()) {
            throw PublicKey.invalid("it is damaged: bytes follow the key");
        }
    }

    private static byte[] field(ByteBuffer blob) {
        if (blob.remaining() < Integer.BYTES) {
            throw PublicKey.invalid("it is cut off");
        }
        int length = blob.getInt();
        if (length < 0 || length > blob.remaining()) {
            throw PublicKey.invalid("it is cut off");
        }
        byte[] bytes = new byte[length];
        blob.get(bytes);
        return bytes;
    }
}
