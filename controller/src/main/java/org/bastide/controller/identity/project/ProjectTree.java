package org.bastide.controller.identity.project;

import org.bastide.common.http.Problem;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.IdentityEvents;
import org.bastide.controller.identity.base.IdentityEvents.Subject;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.revocation.Revocation;
import org.bastide.controller.identity.revocation.Revocations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Domains and the projects below them, as part of others' transactions. A project is enabled only
 * below enabled ones; disabling one voids its tokens for good.
 */
public final class ProjectTree {
    private static final int DEEPEST = 5;

    private final ProjectRepository repository = new ProjectRepository();
    private final IdentityEvents events;
    private final Revocations revocations;

    public ProjectTree(IdentityEvents events, Revocations revocations) {
        this.events = events;
        this.revocations = revocations;
    }

    /** A project or domain. */
    public Optional<Project> find(Tx tx, String id) {
        return repository.find(tx, id);
    }

    /** A project by its name, or a domain where the domain is empty. */
    public Optional<Project> named(Tx tx, String domain, String name) {
        return repository.named(tx, domain, name);
    }

    /**
     * A project or domain.
     *
     * @throws Problem NOT_FOUND
     */
    public Project require(Tx tx, String id) {
        return find(tx, id).orElseThrow(() -> IdentityProblems.notFound("project", id));
    }

    /**
     * A domain.
     *
     * @throws Problem NOT_FOUND
     */
    public Project requireDomain(Tx tx, String id) {
        return find(tx, id)
                .filter(Project::isDomain)
                .orElseThrow(() -> IdentityProblems.notFound("domain", id));
    }

    /** Those that the filter lets through, by id. */
    public List<Project> list(Tx tx, ProjectFilter filter) {
        return repository.list(tx, filter).stream()
                .filter(project -> filter.tags().test(project.tags()))
                .toList();
    }

    /** Those below it, at any depth. */
    public List<Project> subtree(Tx tx, String id) {
        return repository.children(tx, id).stream()
                .<Project>mapMulti(
                        (child, below) -> {
                            below.accept(child);
                            subtree(tx, child.id()).forEach(below);
                        })
                .toList();
    }

    /** Adds a project or domain. */
    public void insert(Tx tx, String actor, Project project) {
        int depth = 1;
        for (Optional<String> above = project.parent(); above.isPresent(); depth++) {
            Project parent = require(tx, above.get());
            if (!parent.enabled() && project.enabled() && !parent.isDomain()) {
                throw IdentityProblems.forbidden(
                        "cannot create project in branch containing disabled project: "
                                + parent.id());
            }
            if (depth > DEEPEST) {
                throw Problem.forbidden(
                        "Max hierarchy depth reached for %s branch."
                                .formatted(project.parent().orElseThrow()));
            }
            above = parent.parent();
        }
        repository.insert(tx, project);
        tell(tx, actor, project, "create");
    }

    /** Stores a changed project or domain; empty if somebody else wrote first. */
    public Optional<Project> replace(Tx tx, String actor, Project known, Project wanted) {
        if (known.enabled() && !wanted.enabled() && !known.isDomain()) {
            if (subtree(tx, known.id()).stream().anyMatch(Project::enabled)) {
                throw IdentityProblems.forbidden(
                        "cannot disable project %s since its subtree contains enabled projects"
                                .formatted(known.id()));
            }
        }
        if (wanted.enabled() && !known.enabled() && wanted.parent().isPresent()) {
            Project parent = require(tx, wanted.parent().get());
            if (!parent.enabled() && !parent.isDomain()) {
                throw IdentityProblems.forbidden(
                        "cannot enable project %s since it has disabled parents"
                                .formatted(known.id()));
            }
        }
        if (!repository.update(tx, wanted)) {
            return Optional.empty();
        }
        if (known.enabled() && !wanted.enabled()) {
            revocations.revoke(tx, actor, kind(known), known.id());
        }
        tell(tx, actor, wanted, "update");
        return repository.find(tx, known.id());
    }

    /** Deletes a project that nothing is below, or a domain with all that is in it. */
    public void delete(Tx tx, String actor, Project project) {
        if (project.isDomain()) {
            if (project.enabled()) {
                throw IdentityProblems.forbidden(
                        "Cannot delete a domain that is enabled, please disable it first.");
            }
            repository.deleteIn(tx, project.id());
        } else if (!repository.children(tx, project.id()).isEmpty()) {
            throw notALeaf(project.id());
        }
        repository.delete(tx, project.id());
        tell(tx, actor, project, "delete");
    }

    static Problem notALeaf(String id) {
        return Problem.forbidden(
                "You are not authorized to perform the requested action: cannot delete the project %s since it is not a leaf in the hierarchy."
                        .formatted(id));
    }

    private static Revocation.Kind kind(Project project) {
        return project.isDomain() ? Revocation.Kind.DOMAIN : Revocation.Kind.PROJECT;
    }

    private void tell(Tx tx, String actor, Project project, String action) {
        Subject what = project.isDomain() ? Subject.DOMAIN : Subject.PROJECT;
        events.append(tx, actor, what, project.id(), action, Map.of("name", project.name()));
    }
}
