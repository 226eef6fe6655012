package org.bastide.controller.key;

import org.bastide.common.tls.DurableFile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Set;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The key that wraps all others: AES-256-GCM, from a file that only its owner reads. */
public final class RootKey {
    private static final int SIZE = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final Set<PosixFilePermission> OF_OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    private RootKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * The key in the file, which is made, 0600, where it is not there. Of several that make it at
     * once, one wins.
     *
     * @throws IllegalStateException if it is no key, or others can read it
     */
    public static RootKey load(Path file) {
        try {
            if (!Files.exists(file)) {
                DurableFile.create(file, Base64.getEncoder().encodeToString(random(SIZE)));
            }
            if (!Collections.disjoint(Files.getPosixFilePermissions(file), OF_OTHERS)) {
                throw new IllegalStateException(
                        file + " can be read or changed by others than its owner: chmod 600 it");
            }
            return new RootKey(decoded(file, Files.readString(file).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException("the root key cannot be read", e);
        }
    }

    private static byte[] decoded(Path file, String text) {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            if (key.length == SIZE) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalStateException(file + " holds no key of " + SIZE + " bytes in base64");
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Seals bytes, bound to a name: what is sealed under one opens under no other. Base64. */
    public String seal(String name, byte[] secret) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, name, nonce, secret);
        byte[] all = Arrays.copyOf(nonce, NONCE + sealed.length);
        System.arraycopy(sealed, 0, all, NONCE, sealed.length);
        return Base64.getEncoder().encodeToString(all);
    }

    /** Opens what {@link #seal} sealed under this name. */
    public byte[] open(String name, String sealed) {
        byte[] all = Base64.getDecoder().decode(sealed);
        if (all.length < NONCE) {
            throw new IllegalStateException(name + " is damaged");
        }
        return run(
                Cipher.DECRYPT_MODE,
                name,
                Arrays.copyOf(all, NONCE),
                Arrays.copyOfRange(all, NONCE, all.length));
    }

    private byte[] run(int mode, String name, byte[] nonce, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    name + " cannot be opened: sealed by another root key, or damaged", e);
        }
    }
}
