package org.bastide.controller.identity.assignment;

import static org.bastide.controller.identity.base.IdentityPermission.CHECK_GRANT;
import static org.bastide.controller.identity.base.IdentityPermission.CREATE_GRANT;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_GRANTS;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_USER_PROJECTS;
import static org.bastide.controller.identity.base.IdentityPermission.REVOKE_GRANT;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.IdentityEvents;
import org.bastide.controller.identity.base.IdentityEvents.Subject;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.role.Role;
import org.bastide.controller.identity.role.RoleService;
import org.bastide.controller.identity.snapshot.IdentityDatabase;
import org.bastide.controller.identity.user.UserDirectory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of role assignments. */
public final class AssignmentService {
    private final IdentityDatabase database;
    private final UserDirectory users;
    private final ProjectTree projects;
    private final RoleService roles;
    private final IdentityEvents events;
    private final AssignmentRepository repository = new AssignmentRepository();

    public AssignmentService(
            IdentityDatabase database,
            UserDirectory users,
            ProjectTree projects,
            RoleService roles,
            IdentityEvents events) {
        this.database = database;
        this.users = users;
        this.projects = projects;
        this.roles = roles;
        this.events = events;
    }

    /** Assigns a role; one that is assigned already stays so. */
    void assign(Caller caller, Assignment wanted) {
        caller.require(CREATE_GRANT);
        try {
            database.write(
                    tx -> {
                        requireAll(tx, wanted);
                        assign(tx, caller.user(), wanted);
                    });
        } catch (ConstraintException e) {
            throw IdentityProblems.conflict(
                    "role grant", "it, or what it names, was changed at the same time");
        }
    }

    /** Assigns a role that there is to a user that there is, as part of another's transaction. */
    public void assign(Tx tx, String actor, Assignment wanted) {
        if (!known(tx, wanted.user(), wanted.scope()).contains(wanted)) {
            repository.insert(tx, wanted);
            tell(tx, actor, wanted, "create");
        }
    }

    void withdraw(Caller caller, Assignment unwanted) {
        caller.require(REVOKE_GRANT);
        database.write(
                tx -> {
                    requireAll(tx, unwanted);
                    if (!repository.delete(tx, unwanted)) {
                        throw none(unwanted);
                    }
                    tell(tx, caller.user(), unwanted, "delete");
                });
    }

    /** Goes on only where the role is assigned. */
    void check(Caller caller, Assignment assignment) {
        caller.require(CHECK_GRANT);
        database.read(
                tx -> {
                    requireAll(tx, assignment);
                    if (!known(tx, assignment.user(), assignment.scope()).contains(assignment)) {
                        throw none(assignment);
                    }
                    return assignment;
                });
    }

    /** The roles that the user was assigned there, without those that these imply. */
    List<Role> roles(Caller caller, String user, Scope scope) {
        caller.require(LIST_GRANTS);
        return database.read(
                tx -> {
                    users.require(tx, user);
                    requireTarget(tx, scope);
                    return known(tx, user, scope).stream()
                            .map(assignment -> roles.require(tx, assignment.role()))
                            .toList();
                });
    }

    /** The projects that the user was assigned a role on; one's own are always to be seen. */
    List<Project> projects(Caller caller, String user) {
        if (!caller.user().equals(user)) {
            caller.require(LIST_USER_PROJECTS);
        }
        return database.read(
                tx -> {
                    users.require(tx, user);
                    return repository.list(tx, Optional.of(user), Optional.empty()).stream()
                            .map(Assignment::scope)
                            .distinct()
                            .map(
                                    scope ->
                                            scope instanceof Scope.Project(String id)
                                                    ? projects.find(tx, id)
                                                    : Optional.<Project>empty())
                            .flatMap(Optional::stream)
                            .toList();
                });
    }

    private List<Assignment> known(Tx tx, String user, Scope scope) {
        return repository.list(tx, Optional.of(user), Optional.of(scope));
    }

    private void requireAll(Tx tx, Assignment assignment) {
        users.require(tx, assignment.user());
        roles.require(tx, assignment.role());
        requireTarget(tx, assignment.scope());
    }

    private void requireTarget(Tx tx, Scope scope) {
        switch (scope) {
            case Scope.Project(String id) -> projects.require(tx, id);
            case Scope.Domain(String id) -> projects.requireDomain(tx, id);
            case Scope.OfSystem() -> {}
            case Scope.Unscoped() -> throw Problem.badRequest("A role is held somewhere.");
        }
    }

    private static Problem none(Assignment assignment) {
        return Problem.notFound(
                "Could not find role assignment with role: %s, user or group: %s, project, domain, or system: %s."
                        .formatted(
                                assignment.role(),
                                assignment.user(),
                                AssignmentRepository.target(assignment.scope())));
    }

    private void tell(Tx tx, String actor, Assignment assignment, String action) {
        events.append(
                tx,
                actor,
                Subject.ASSIGNMENT,
                assignment.user(),
                action,
                Map.of(
                        "role",
                        assignment.role(),
                        "target",
                        AssignmentRepository.target(assignment.scope())));
    }
}
