package org.bastide.controller.identity;

import org.bastide.controller.identity.catalog.Catalog;

import java.time.Duration;

/**
 * What identity has to be told.
 *
 * @param catalog the region, and the services in it
 * @param tokenLife from a token's issue to its expiry
 */
public record IdentityConfig(Catalog catalog, Duration tokenLife) {
    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final int LONGEST_REGION = 24;

    public IdentityConfig {
        if (!catalog.region().matches("[A-Za-z0-9._-]{1,24}")) {
            throw new IllegalArgumentException(
                    "a region's name has 1 to %d letters, digits, dots, dashes and underscores: %s"
                            .formatted(LONGEST_REGION, catalog.region()));
        }
    }

    /** With tokens that live an hour. */
    public IdentityConfig(Catalog catalog) {
        this(catalog, USUAL_LIFE);
    }
}
