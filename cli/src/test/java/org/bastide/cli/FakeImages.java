package org.bastide.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.FakeCloud.Asked;
import org.bastide.cli.FakeCloud.Said;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Images; an upload is under way for one more look at it before it is whole. */
final class FakeImages {
    static final String OWNER = "project-of-the-administrator";

    final Map<String, ObjectNode> all = new TreeMap<>();
    final Map<String, String> contents = new TreeMap<>();

    /** An image that is there already. */
    ObjectNode add(String name, String status) {
        ObjectNode image = FakeCloud.object().put("name", name).put("owner", OWNER);
        image.put("id", "image-" + (all.size() + 1)).put("status", status);
        all.put(image.path("id").asText(), image);
        return image;
    }

    Said answer(Asked asked) {
        String[] parts = asked.path().substring("/image/v2/images".length()).split("/");
        return switch (asked.method()) {
            case "POST" -> create(asked);
            case "PUT" -> upload(all.get(parts[1]), asked.body());
            case "DELETE" -> {
                all.remove(parts[1]);
                yield Said.of(204);
            }
            default -> parts.length > 1 ? show(all.get(parts[1])) : list(asked);
        };
    }

    private Said create(Asked asked) {
        ObjectNode image = add(asked.json().path("name").asText(), "queued");
        image.setAll((ObjectNode) asked.json());
        return Said.of(201, image.deepCopy());
    }

    private Said upload(ObjectNode image, String text) {
        if (text.startsWith("bad")) {
            return FakeCloud.refused(415, "The content is not qcow2.");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        contents.put(image.path("id").asText(), text);
        image.put("status", "saving").put("size", bytes.length);
        image.put("os_hash_algo", "sha512").put("os_hash_value", sha512(bytes));
        return Said.of(204);
    }

    private Said show(ObjectNode image) {
        ObjectNode shown = image.deepCopy();
        if (image.path("status").asText().equals("saving")) {
            image.put("status", "active");
        }
        return Said.of(200, shown);
    }

    private Said list(Asked asked) {
        List<ObjectNode> found =
                all.values().stream()
                        .filter(
                                it ->
                                        asked.parameter("name").stream()
                                                .allMatch(it.path("name").asText()::equals))
                        .filter(
                                it ->
                                        asked.parameter("owner").stream()
                                                .allMatch(it.path("owner").asText()::equals))
                        .toList();
        return Said.of(200, FakeCloud.list("images", found));
    }

    private static String sha512(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
