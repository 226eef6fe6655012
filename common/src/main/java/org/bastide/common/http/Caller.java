package org.bastide.common.http;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who a request is from, and in which project or domain they act.
 *
 * @param user the user's id
 * @param userName the user's name
 * @param userDomain the id of the user's domain
 * @param project the project's id, where the token is scoped to one
 * @param domain the domain's id, where the token is scoped to one
 * @param system whether the token is scoped to the system
 * @param roles names of the roles held there, implied ones included
 * @param methods how the user proved who they are, such as {@code password}
 * @param auditIds the token's own audit id, then that of the first token of its chain
 * @param issued when the token was issued
 * @param expires when the token ends
 */
public record Caller(
        String user,
        String userName,
        String userDomain,
        Optional<String> project,
        Optional<String> domain,
        boolean system,
        Set<String> roles,
        List<String> methods,
        List<String> auditIds,
        Instant issued,
        Instant expires) {
    public Caller {
        roles = Set.copyOf(roles);
        methods = List.copyOf(methods);
        auditIds = List.copyOf(auditIds);
    }

    /**
     * Goes on only where the caller may.
     *
     * @throws Problem FORBIDDEN otherwise
     */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw Problem.forbidden(permission.refusal());
        }
    }

    /** Whether the caller has the permission. */
    public boolean may(Permission permission) {
        return permission.rule().allows(this);
    }

    public boolean isAdmin() {
        return roles.contains("admin");
    }

    /**
     * The project that the caller acts in.
     *
     * @throws Problem BAD_REQUEST where the token is not scoped to one
     */
    public String requireProject() {
        return project.orElseThrow(
                () -> Problem.badRequest("This needs a token that is scoped to a project."));
    }

    /**
     * Whether what belongs to the project is theirs to see: their own, or anyone's for an admin.
     */
    public boolean sees(String owner) {
        return isAdmin() || project.filter(owner::equals).isPresent();
    }
}
