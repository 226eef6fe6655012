package org.bastide.controller.identity.snapshot;

/** A user, as far as tokens go. */
public record KnownUser(String id, String name, String domain, boolean enabled) {}
