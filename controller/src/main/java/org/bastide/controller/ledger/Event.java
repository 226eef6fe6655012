package org.bastide.controller.ledger;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a person can see has changed.
 *
 * @param at when
 * @param actor the user's id, or the duty or node that did it
 * @param project the project it belongs to, if any
 * @param kind what happened, such as {@code server.create}
 * @param resource the kind of resource, such as {@code server}
 * @param resourceId its id
 * @param request the API request's id, where one asked for it
 * @param detail what else there is to know; never a secret
 */
public record Event(
        Instant at,
        String actor,
        Optional<String> project,
        String kind,
        String resource,
        String resourceId,
        Optional<String> request,
        Map<String, String> detail) {}
