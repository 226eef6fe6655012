package org.bastide.controller.identity.user;

import java.util.Map;
import java.util.Optional;

/**
 * A user. Their password's hash is not part of it.
 *
 * @param domain the id of the domain they are in
 * @param extra attributes of the client's own, such as {@code email}
 */
public record User(
        String id,
        String name,
        String domain,
        boolean enabled,
        Optional<String> defaultProject,
        Map<String, Object> options,
        Map<String, Object> extra,
        long version) {}
