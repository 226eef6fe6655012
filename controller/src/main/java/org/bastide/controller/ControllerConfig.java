package org.bastide.controller;

import org.bastide.controller.db.DatabaseConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The controller's configuration file.
 *
 * @param name this controller's name
 * @param region the region it serves; in every certificate, token and catalog entry
 * @param state a folder of its own
 * @param api the public API
 * @param link where nodes dial in
 * @param database where SQL is; H2 in the state folder where absent
 * @param tokens what is to be different about them
 */
public record ControllerConfig(
        String name,
        String region,
        Path state,
        Api api,
        Link link,
        Optional<DatabaseConfig> database,
        Optional<Tokens> tokens) {
    /**
     * The public API.
     *
     * @param listen {@code ADDRESS:PORT}
     * @param url the API's root as clients reach it, which the catalog names
     * @param names host names and addresses that the certificate is for
     */
    public record Api(String listen, String url, List<String> names) {
        public Api {
            names = names == null ? List.of() : List.copyOf(names);
        }
    }

    /**
     * Where nodes dial in.
     *
     * @param listen {@code ADDRESS:PORT}, also what nodes are told to dial
     * @param addresses of all controllers, where there are several
     */
    public record Link(String listen, List<String> addresses) {
        public Link {
            addresses =
                    addresses == null || addresses.isEmpty()
                            ? List.of(listen)
                            : List.copyOf(addresses);
        }
    }

    /**
     * The tokens that users sign in for.
     *
     * @param life from issue to expiry; the same on all controllers
     */
    public record Tokens(Duration life) {
        public Tokens {
            if (!life.isPositive()) {
                throw new IllegalArgumentException("tokens.life must be more than nothing");
            }
        }
    }

    /** The database of this configuration. */
    DatabaseConfig databaseOrEmbedded() {
        return database.orElseGet(() -> DatabaseConfig.embedded(state.resolve("db")));
    }
}
