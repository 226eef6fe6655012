package org.bastide.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Compares a file with what an image holds. */
final class Content {
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha512", "SHA-512", "sha256", "SHA-256", "md5", "MD5");
    private static final int CHUNK = 1 << 20;

    private Content() {}

    /** Whether the sizes are the same; says nothing of the bytes, but at once. */
    static boolean sameSize(Path file, JsonNode image) {
        try {
            return image.path("size").asLong(-1) == Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Whether the image was made from these very bytes, by its digest. */
    static boolean same(Path file, JsonNode image) {
        String algorithm = image.path("os_hash_algo").asText();
        String wanted = image.path("os_hash_value").asText();
        if (!ALGORITHMS.containsKey(algorithm) || wanted.isEmpty()) {
            algorithm = "md5";
            wanted = image.path("checksum").asText();
        }
        return sameSize(file, image) && digest(file, ALGORITHMS.get(algorithm)).equals(wanted);
    }

    private static String digest(Path file, String algorithm) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            byte[] chunk = new byte[CHUNK];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                digest.update(chunk, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static Complaint unreadable(Path file, IOException cause) {
        return new Complaint(
                Exit.WRONG_INPUT, file + " cannot be read: " + cause.getMessage(), cause);
    }
}
