package org.bastide.cli.cloud;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.Surroundings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A cloud and who asks it.
 *
 * @param identity Keystone's version 3 API
 * @param cacert the only authorities to trust; the system's where empty
 */
public record Cloud(
        URI identity,
        String username,
        Reference userDomain,
        Secret password,
        Reference project,
        Reference projectDomain,
        Optional<String> region,
        Optional<Path> cacert) {

    /** The root of all of the cloud's APIs. */
    public URI root() {
        return identity.resolve("/");
    }

    /**
     * The cloud that some settings describe.
     *
     * @param source where they are from, for messages
     */
    static Cloud of(
            String source, Surroundings around, Function<String, Optional<String>> setting) {
        String type = setting.apply("auth_type").orElse("password");
        if (!Set.of("password", "v3password").contains(type)) {
            throw wrong(source, "auth_type", "is " + type + "; only password is supported");
        }
        if (setting.apply("verify").filter("false"::equalsIgnoreCase).isPresent()) {
            throw wrong(source, "verify", "is false; name the cloud's authority in cacert instead");
        }
        Optional<Reference> domain =
                reference(setting, "domain")
                        .or(
                                () ->
                                        setting.apply("default_domain")
                                                .map(name -> new Reference("id", name)));
        return new Cloud(
                identity(source, required(source, setting, "auth_url")),
                required(source, setting, "username"),
                reference(setting, "user_domain").or(() -> domain).orElse(Reference.DEFAULT_DOMAIN),
                new Secret(required(source, setting, "password")),
                reference(setting, "project")
                        .or(() -> reference(setting, "tenant"))
                        .orElseThrow(() -> wrong(source, "project_name", "is missing")),
                reference(setting, "project_domain")
                        .or(() -> domain)
                        .orElse(Reference.DEFAULT_DOMAIN),
                setting.apply("region_name"),
                setting.apply("cacert").map(text -> around.path(around.folder(), text)));
    }

    private static Optional<Reference> reference(
            Function<String, Optional<String>> setting, String what) {
        return Stream.of("id", "name")
                .flatMap(
                        by ->
                                setting.apply(what + "_" + by).stream()
                                        .map(value -> new Reference(by, value)))
                .findFirst();
    }

    private static String required(
            String source, Function<String, Optional<String>> setting, String key) {
        return setting.apply(key).orElseThrow(() -> wrong(source, key, "is missing"));
    }

    private static URI identity(String source, String text) {
        String url = text.replaceAll("/+$", "");
        if (!url.matches("https?://[^/\\s]+(/\\S*)?")) {
            throw wrong(source, "auth_url", "is not a URL: " + text);
        }
        try {
            return URI.create(url.endsWith("/v3") ? url : url + "/v3");
        } catch (IllegalArgumentException e) {
            throw wrong(source, "auth_url", "is not a URL: " + text);
        }
    }

    private static Complaint wrong(String source, String key, String reason) {
        return new Complaint(Exit.WRONG_INPUT, source + ": " + key + " " + reason);
    }
}
