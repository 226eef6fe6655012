package org.bastide.controller.compute.base;

import org.bastide.common.http.Problem;

/** Knows which projects there are: identity's part in compute. */
@FunctionalInterface
public interface ProjectDirectory {
    /** Whether there is such a project. */
    boolean exists(String id);

    /**
     * Goes on only with the id of a project.
     *
     * @throws Problem BAD_REQUEST otherwise
     */
    default void require(String id) {
        if (!exists(id)) {
            throw Problem.badRequest("Project ID %s is not a valid project.".formatted(id));
        }
    }
}
