package org.bastide.cli.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.Surroundings;
import org.bastide.cli.yaml.Yaml;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The clouds that a person knows: those of the first {@code clouds.yaml} found, with the secrets of
 * a {@code secure.yaml} beside it, and the one that the {@code OS_*} variables describe.
 */
public final class Clouds {
    private final Surroundings around;

    public Clouds(Surroundings around) {
        this.around = around;
    }

    /**
     * The cloud of that name. Without one: the one that {@code OS_CLOUD} names, or that the
     * environment describes, or the only one in the file.
     */
    public Cloud find(Optional<String> wanted) {
        Optional<String> name = wanted.or(() -> around.variable("OS_CLOUD"));
        if (name.isEmpty() && around.variable("OS_AUTH_URL").isPresent()) {
            return Cloud.of(
                    "the environment (OS_*)",
                    around,
                    key -> around.variable("OS_" + key.toUpperCase(Locale.ROOT)));
        }
        Path file = file();
        JsonNode clouds = read(file).path("clouds");
        String chosen = name.orElseGet(() -> only(file, clouds));
        JsonNode cloud = clouds.path(chosen);
        if (!cloud.isObject()) {
            throw wrong(
                    "%s has no cloud '%s', but: %s"
                            .formatted(file, chosen, String.join(", ", names(clouds))));
        }
        return Cloud.of(
                "cloud '%s' in %s".formatted(chosen, file),
                around,
                key -> text(cloud.path("auth").path(key)).or(() -> text(cloud.path(key))));
    }

    private Path file() {
        Optional<String> named = around.variable("OS_CLIENT_CONFIG_FILE");
        if (named.isPresent()) {
            return around.path(around.folder(), named.get());
        }
        Path personal =
                around.variable("XDG_CONFIG_HOME")
                        .map(Path::of)
                        .orElse(around.home().resolve(".config"));
        return Stream.of(
                        around.folder(),
                        personal.resolve("openstack"),
                        around.home().resolve(".config/openstack"),
                        Path.of("/etc/openstack"))
                .flatMap(folder -> candidates(folder, "clouds"))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        "there is no clouds.yaml here, in ~/.config/openstack or in /etc/openstack:"
                                                + " name one in OS_CLIENT_CONFIG_FILE, or set OS_AUTH_URL and its like"));
    }

    private static ObjectNode read(Path file) {
        ObjectNode tree = Yaml.read(file);
        candidates(file.toAbsolutePath().getParent(), "secure")
                .filter(Files::isRegularFile)
                .findFirst()
                .ifPresent(secure -> merge(tree, Yaml.read(secure)));
        return tree;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            if (into.get(entry.getKey()) instanceof ObjectNode known
                    && entry.getValue() instanceof ObjectNode more) {
                merge(known, more);
            } else {
                into.set(entry.getKey(), entry.getValue());
            }
        }
    }

    private static Stream<Path> candidates(Path folder, String name) {
        return Stream.of(".yaml", ".yml", ".json").map(end -> folder.resolve(name + end));
    }

    private static String only(Path file, JsonNode clouds) {
        if (clouds.size() == 1) {
            return names(clouds).iterator().next();
        }
        throw wrong(
                "%s has several clouds or none: choose with --cloud or OS_CLOUD (%s)"
                        .formatted(file, String.join(", ", names(clouds))));
    }

    private static Iterable<String> names(JsonNode clouds) {
        return clouds::fieldNames;
    }

    private static Optional<String> text(JsonNode value) {
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    private static Complaint wrong(String message) {
        return new Complaint(Exit.WRONG_INPUT, message);
    }
}
