package org.bastide.computenode.libvirt;

import java.util.Optional;

/**
 * A guest's domain is found by its name. Its UUID is the server's id, because guests see it as
 * their system's, and because it must not change when a server moves from one guest to another.
 */
final class DomainNames {
    private static final String PREFIX = "bastide-";

    private DomainNames() {}

    /** The name of a guest's domain. */
    static String of(String guest) {
        return PREFIX + guest;
    }

    /** The guest that a domain is of, if it is one of ours. */
    static Optional<String> guest(String name) {
        return name.startsWith(PREFIX)
                ? Optional.of(name.substring(PREFIX.length()))
                : Optional.empty();
    }
}
