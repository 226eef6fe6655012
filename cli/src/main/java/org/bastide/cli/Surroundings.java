package org.bastide.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What a command sees of the machine it runs on. */
public record Surroundings(Map<String, String> environment, Path folder, Path home) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Those of this process. */
    public static Surroundings ofProcess() {
        return new Surroundings(
                System.getenv(), Path.of(""), Path.of(System.getProperty("user.home")));
    }

    /** An environment variable that is set and not empty. */
    public Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * A path as people write it: {@code ~} is the home folder, a relative one starts in {@code
     * base}.
     */
    public Path path(Path base, String text) {
        if (text.equals("~") || text.startsWith("~/")) {
            return home.resolve(text.substring(text.length() == 1 ? 1 : 2));
        }
        return base.resolve(text);
    }
}
