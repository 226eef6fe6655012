package org.bastide.controller.node;

import java.util.Locale;
import java.util.Optional;

/** What a node is for. */
public enum NodeRole {
    COMPUTE,
    STORAGE;

    /** The role as tokens and certificates name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that a word names. */
    public static Optional<NodeRole> of(String word) {
        for (NodeRole role : values()) {
            if (role.word().equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
