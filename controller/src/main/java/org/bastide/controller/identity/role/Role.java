package org.bastide.controller.identity.role;

import java.util.Map;
import java.util.Optional;

/**
 * A role.
 *
 * @param domain the id of the domain that it is of, empty where it is of the whole cloud
 */
public record Role(
        String id,
        String name,
        String domain,
        String description,
        Map<String, Object> options,
        Map<String, Object> extra,
        long version) {
    /** Whether it may neither be changed nor deleted. */
    public boolean isImmutable() {
        return Boolean.TRUE.equals(options.get("immutable"));
    }

    /** A role implies another. */
    public record Implication(String prior, String implied) {}

    /** Which roles a list shows; without a domain those of the whole cloud. */
    record Filter(Optional<String> name, Optional<String> domain) {}
}
