package org.bastide.controller.identity.base;

/** Where roles are held, and so what a token is for. */
public sealed interface Scope {
    /** Nowhere: such a token only says who somebody is. */
    record Unscoped() implements Scope {}

    /** A project, by id. */
    record Project(String id) implements Scope {}

    /** A domain, by id. */
    record Domain(String id) implements Scope {}

    /** The cloud as a whole. */
    record OfSystem() implements Scope {}
}
