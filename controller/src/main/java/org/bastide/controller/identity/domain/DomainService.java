package org.bastide.controller.identity.domain;

import static org.bastide.controller.identity.base.IdentityPermission.CREATE_DOMAIN;
import static org.bastide.controller.identity.base.IdentityPermission.DELETE_DOMAIN;
import static org.bastide.controller.identity.base.IdentityPermission.GET_DOMAIN;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_DOMAINS;
import static org.bastide.controller.identity.base.IdentityPermission.UPDATE_DOMAIN;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectChange;
import org.bastide.controller.identity.project.ProjectFilter;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.role.RoleService;
import org.bastide.controller.identity.snapshot.IdentityDatabase;

import java.util.List;

/** The rules of domains. */
public final class DomainService {
    private static final String DEFAULT = "default";

    private final IdentityDatabase database;
    private final ProjectTree tree;
    private final RoleService roles;

    public DomainService(IdentityDatabase database, ProjectTree tree, RoleService roles) {
        this.database = database;
        this.tree = tree;
        this.roles = roles;
    }

    Project create(Caller caller, Project wanted) {
        caller.require(CREATE_DOMAIN);
        try {
            database.write(tx -> tree.insert(tx, caller.user(), wanted));
        } catch (ConstraintException e) {
            throw sameName(wanted.name());
        }
        return wanted;
    }

    /** A domain; that of the caller, or of their scope, is always theirs to see. */
    Project show(Caller caller, String id) {
        if (!caller.userDomain().equals(id) && caller.domain().filter(id::equals).isEmpty()) {
            caller.require(GET_DOMAIN);
        }
        return database.read(tx -> tree.requireDomain(tx, id));
    }

    List<Project> list(Caller caller, ProjectFilter filter) {
        caller.require(LIST_DOMAINS);
        return database.read(tx -> tree.list(tx, filter));
    }

    Project update(Caller caller, String id, ProjectChange change) {
        caller.require(UPDATE_DOMAIN);
        try {
            return database.settle(
                    tx -> {
                        Project known = tree.requireDomain(tx, id);
                        return tree.replace(tx, caller.user(), known, change.of(known));
                    });
        } catch (ConstraintException e) {
            throw sameName(change.name().orElse(""));
        }
    }

    /** Deletes a disabled domain with its users, projects and roles. */
    void delete(Caller caller, String id) {
        caller.require(DELETE_DOMAIN);
        if (id.equals(DEFAULT)) {
            throw IdentityProblems.forbidden("delete the default domain");
        }
        database.write(
                tx -> {
                    Project domain = tree.requireDomain(tx, id);
                    tree.delete(tx, caller.user(), domain);
                    roles.deleteIn(tx, id);
                });
    }

    private static Problem sameName(String name) {
        return IdentityProblems.conflict(
                "domain",
                "it is not permitted to have two projects acting as domains with the same name: "
                        + name);
    }
}
