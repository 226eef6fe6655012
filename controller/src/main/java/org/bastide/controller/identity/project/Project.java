package org.bastide.controller.identity.project;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A project, or a domain.
 *
 * @param domain the id of the domain it is in, empty where it is a domain
 * @param parent the project or domain above it, empty where it is a domain
 * @param extra attributes of the client's own
 */
public record Project(
        String id,
        String name,
        String domain,
        Optional<String> parent,
        boolean isDomain,
        boolean enabled,
        String description,
        List<String> tags,
        Map<String, Object> options,
        Map<String, Object> extra,
        long version) {
    /** A domain that has just been made. */
    public static Project domain(String id, String name, String description) {
        return new Project(
                id,
                name,
                "",
                Optional.empty(),
                true,
                true,
                description,
                List.of(),
                Map.of(),
                Map.of(),
                0);
    }

    /** A project that has just been made, right below its domain. */
    public static Project inDomain(String id, String name, String domain, String description) {
        return new Project(
                id,
                name,
                domain,
                Optional.of(domain),
                false,
                true,
                description,
                List.of(),
                Map.of(),
                Map.of(),
                0);
    }

    /** The same with other tags. */
    public Project tagged(List<String> others) {
        return new Project(
                id,
                name,
                domain,
                parent,
                isDomain,
                enabled,
                description,
                others,
                options,
                extra,
                version);
    }

    /** Whether it may neither be changed nor deleted. */
    public boolean isImmutable() {
        return Boolean.TRUE.equals(options.get("immutable"));
    }
}
