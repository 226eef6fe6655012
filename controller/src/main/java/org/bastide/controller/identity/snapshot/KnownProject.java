package org.bastide.controller.identity.snapshot;

/**
 * A project or domain, as far as tokens go.
 *
 * @param domain the id of the domain it is in; its own where it is one
 */
public record KnownProject(
        String id, String name, String domain, boolean isDomain, boolean enabled) {}
