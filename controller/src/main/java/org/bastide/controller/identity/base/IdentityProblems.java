package org.bastide.controller.identity.base;

import org.bastide.common.http.Problem;

/** Refusals in Keystone's words. */
public final class IdentityProblems {
    private IdentityProblems() {}

    /** 404 of a thing by its kind and id. */
    public static Problem notFound(String kind, String id) {
        return Problem.notFound("Could not find %s: %s.".formatted(kind, id));
    }

    /** 409 of a thing that cannot be stored. */
    public static Problem conflict(String kind, String detail) {
        return Problem.conflict(
                "Conflict occurred attempting to store %s - %s.".formatted(kind, detail));
    }

    /** 401, in the same words whatever the reason is. */
    public static Problem unauthenticated() {
        return Problem.unauthorized("The request you have made requires authentication.");
    }

    /** 403 of a permission's name. */
    public static Problem forbidden(String action) {
        return Problem.forbidden(
                "You are not authorized to perform the requested action: %s.".formatted(action));
    }

    /** 403 of a change to what is marked as immutable. */
    public static Problem immutable(String kind, String id, String verb) {
        return Problem.forbidden(
                "Unable to %s immutable %s resource: `%s. Set resource option 'immutable' to false first."
                        .formatted(verb, kind, id));
    }
}
