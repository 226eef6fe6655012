package org.bastide.controller.identity.snapshot;

/**
 * A role, as far as tokens go.
 *
 * @param global whether it is of the whole cloud; a domain's own role only stands for those that it
 *     implies
 */
public record KnownRole(String id, String name, boolean global) {}
