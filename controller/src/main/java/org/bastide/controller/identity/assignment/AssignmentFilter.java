package org.bastide.controller.identity.assignment;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;
import org.bastide.controller.identity.base.Listing;
import org.bastide.controller.identity.base.Scope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which assignments a list shows.
 *
 * @param effective whether implied roles are shown too
 * @param subtree whether those of the projects below are shown too
 * @param none whether it asks for what there is not: assignments of groups, inherited ones
 */
record AssignmentFilter(
        Optional<String> user,
        Optional<String> role,
        Optional<Scope> scope,
        boolean effective,
        boolean subtree,
        boolean none) {
    static AssignmentFilter parse(Request request) {
        Optional<Scope> scope = scope(request);
        boolean subtree = Listing.bool(request, "include_subtree").orElse(false);
        if (subtree && !(scope.orElse(new Scope.Unscoped()) instanceof Scope.Project)) {
            throw Problem.badRequest("scope.project.id must be specified if include_subtree is");
        }
        return new AssignmentFilter(
                request.query("user.id"),
                request.query("role.id"),
                scope,
                Listing.bool(request, "effective").orElse(false),
                subtree,
                request.query("group.id").isPresent()
                        || request.query("scope.OS-INHERIT:inherited_to").isPresent());
    }

    private static Optional<Scope> scope(Request request) {
        List<Scope> scopes = new ArrayList<>();
        request.query("scope.project.id").map(Scope.Project::new).ifPresent(scopes::add);
        request.query("scope.domain.id").map(Scope.Domain::new).ifPresent(scopes::add);
        request.query("scope.system").map(all -> new Scope.OfSystem()).ifPresent(scopes::add);
        if (scopes.size() > 1) {
            throw Problem.badRequest(
                    "Specify a domain, a project or the system, not more than one of them");
        }
        return scopes.stream().findFirst();
    }
}
