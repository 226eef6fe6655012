package org.bastide.controller.identity.assignment;

import org.bastide.controller.identity.base.Scope;

/** A role of a user in a scope. */
public record Assignment(String user, Scope scope, String role) {}
