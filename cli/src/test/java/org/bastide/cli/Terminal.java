package org.bastide.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A person at a machine with a home folder, who types commands. */
final class Terminal {
    final Path folder;
    final Map<String, String> environment = new LinkedHashMap<>();

    Terminal(Path folder) {
        this.folder = folder;
    }

    /** What a command did. */
    record Result(int status, String out, String err) {}

    Result type(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status =
                Main.run(
                        new Surroundings(environment, folder, folder.resolve("home")),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        arguments);
        return new Result(status, out.toString(), err.toString());
    }

    /** Writes a file. */
    Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Knows the fake as cloud {@code admin}. */
    Terminal knows(String url) throws IOException {
        file(
                "clouds.yaml",
                """
                clouds:
                  admin:
                    auth:
                      auth_url: %s/identity/v3
                      username: admin
                      password: %s
                      project_name: admin
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    compute_api_version: "2.37"
                """
                        .formatted(url, FakeCloud.PASSWORD));
        return this;
    }
}
