package org.bastide.controller.identity.project;

import static org.bastide.controller.identity.base.IdentityPermission.CREATE_PROJECT;
import static org.bastide.controller.identity.base.IdentityPermission.DELETE_PROJECT;
import static org.bastide.controller.identity.base.IdentityPermission.GET_PROJECT;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_PROJECTS;
import static org.bastide.controller.identity.base.IdentityPermission.UPDATE_PROJECT;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.HexId;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.snapshot.IdentityDatabase;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rules of projects. */
public final class ProjectService {
    private static final String DEFAULT_DOMAIN = "default";

    private final IdentityDatabase database;
    private final ProjectTree tree;

    public ProjectService(IdentityDatabase database, ProjectTree tree) {
        this.database = database;
        this.tree = tree;
    }

    Project create(Caller caller, NewProject wanted) {
        caller.require(CREATE_PROJECT);
        try {
            return database.transact(
                    tx -> {
                        Project project = placed(tx, caller, wanted);
                        tree.insert(tx, caller.user(), project);
                        return project;
                    });
        } catch (ConstraintException e) {
            throw sameName(wanted.name(), wanted.isDomain());
        }
    }

    /** Puts it below its parent, which also says the domain; without one, below its domain. */
    private Project placed(Tx tx, Caller caller, NewProject wanted) {
        String id = HexId.next();
        if (wanted.isDomain()) {
            if (wanted.parent().isPresent()) {
                throw Problem.badRequest("A project acting as a domain has no parent_id.");
            }
            return project(id, "", Optional.empty(), wanted);
        }
        Optional<Project> parent = wanted.parent().map(above -> tree.require(tx, above));
        String domain =
                parent.map(above -> above.isDomain() ? above.id() : above.domain())
                        .or(wanted::domain)
                        .or(caller::domain)
                        .orElse(DEFAULT_DOMAIN);
        tree.requireDomain(tx, domain);
        if (wanted.domain().isPresent() && !wanted.domain().get().equals(domain)) {
            throw Problem.badRequest(
                    "Cannot create project, since its parent (%s) is in a different domain."
                            .formatted(wanted.parent().orElse("")));
        }
        return project(id, domain, Optional.of(wanted.parent().orElse(domain)), wanted);
    }

    private static Project project(
            String id, String domain, Optional<String> parent, NewProject wanted) {
        return new Project(
                id,
                wanted.name(),
                domain,
                parent,
                wanted.isDomain(),
                wanted.enabled(),
                wanted.description(),
                wanted.tags(),
                wanted.options(),
                wanted.extra(),
                0);
    }

    /** A project; the one that the caller's token is scoped to is always theirs to see. */
    Project show(Caller caller, String id) {
        if (caller.project().filter(id::equals).isEmpty()) {
            caller.require(GET_PROJECT);
        }
        return database.read(tx -> tree.require(tx, id));
    }

    List<Project> list(Caller caller, ProjectFilter filter) {
        caller.require(LIST_PROJECTS);
        return database.read(tx -> tree.list(tx, filter));
    }

    Project update(Caller caller, String id, ProjectChange change) {
        caller.require(UPDATE_PROJECT);
        return changed(caller, id, change.onlyUnlocks(), change::of);
    }

    /** Replaces the tags of a project. */
    Project tag(Caller caller, String id, UnaryOperator<List<String>> edit) {
        caller.require(UPDATE_PROJECT);
        return changed(
                caller,
                id,
                false,
                project -> project.tagged(NewProject.checked(edit.apply(project.tags()))));
    }

    private Project changed(
            Caller caller, String id, boolean unlocks, UnaryOperator<Project> change) {
        try {
            return database.settle(
                    tx -> {
                        Project known = tree.require(tx, id);
                        if (known.isImmutable() && !unlocks) {
                            throw IdentityProblems.immutable("project", id, "update");
                        }
                        return tree.replace(tx, caller.user(), known, change.apply(known));
                    });
        } catch (ConstraintException e) {
            throw sameName("the one given", false);
        }
    }

    void delete(Caller caller, String id) {
        caller.require(DELETE_PROJECT);
        try {
            database.write(
                    tx -> {
                        Project project = tree.require(tx, id);
                        if (project.isImmutable()) {
                            throw IdentityProblems.immutable("project", id, "delete");
                        }
                        tree.delete(tx, caller.user(), project);
                    });
        } catch (ConstraintException e) {
            throw ProjectTree.notALeaf(id);
        }
    }

    private static Problem sameName(String name, boolean isDomain) {
        return IdentityProblems.conflict(
                "project",
                isDomain
                        ? "it is not permitted to have two projects acting as domains with the same name: "
                                + name
                        : "it is not permitted to have two projects with the same name in the same domain: "
                                + name);
    }
}
