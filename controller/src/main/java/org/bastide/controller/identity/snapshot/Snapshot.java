package org.bastide.controller.identity.snapshot;

import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.revocation.Revocation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who there is and what they hold, as of one event. Never changes. */
public final class Snapshot {
    private final long sequence;
    private final Map<String, KnownUser> users;
    private final Map<String, KnownProject> projects;
    private final Roles roles;
    private final Map<String, Grants> grants;
    private final Map<Revocation.Subject, Instant> revocations;

    Snapshot(
            long sequence,
            Map<String, KnownUser> users,
            Map<String, KnownProject> projects,
            Roles roles,
            Map<String, Grants> grants,
            Map<Revocation.Subject, Instant> revocations) {
        this.sequence = sequence;
        this.users = users;
        this.projects = projects;
        this.roles = roles;
        this.grants = grants;
        this.revocations = revocations;
    }

    /** The last event that is in it. */
    public long sequence() {
        return sequence;
    }

    /** A user, disabled or not. */
    public Optional<KnownUser> user(String id) {
        return Optional.ofNullable(users.get(id));
    }

    /** A project that is no domain, disabled or not. */
    public Optional<KnownProject> project(String id) {
        return Optional.ofNullable(projects.get(id)).filter(project -> !project.isDomain());
    }

    /** A domain, disabled or not. */
    public Optional<KnownProject> domain(String id) {
        return Optional.ofNullable(projects.get(id)).filter(KnownProject::isDomain);
    }

    /** A domain by its name. */
    public Optional<KnownProject> domainNamed(String name) {
        return projects.values().stream()
                .filter(project -> project.isDomain() && project.name().equals(name))
                .findFirst();
    }

    /** A project by its name and its domain's id. */
    public Optional<KnownProject> projectNamed(String name, String domain) {
        return projects.values().stream()
                .filter(project -> !project.isDomain() && project.domain().equals(domain))
                .filter(project -> project.name().equals(name))
                .findFirst();
    }

    /** Whether the user may act at all: they and their domain are enabled. */
    public boolean isActive(KnownUser user) {
        return user.enabled() && isActive(Optional.ofNullable(projects.get(user.domain())));
    }

    /** Whether tokens may be scoped there: it and its domain are there and enabled. */
    public boolean isActive(Scope scope) {
        return switch (scope) {
            case Scope.Unscoped() -> true;
            case Scope.OfSystem() -> true;
            case Scope.Domain(String id) -> isActive(domain(id));
            case Scope.Project(String id) -> {
                Optional<KnownProject> project = project(id);
                yield isActive(project) && isActive(domain(project.get().domain()));
            }
        };
    }

    private static boolean isActive(Optional<KnownProject> project) {
        return project.filter(KnownProject::enabled).isPresent();
    }

    /** The roles that the user holds there, implied ones included. */
    public Set<KnownRole> roles(String user, Scope scope) {
        return roles.held(grants.getOrDefault(user, Grants.NONE).at(scope));
    }

    /** Where the user holds roles and may act, in no order. */
    public List<Scope> scopes(String user) {
        return grants.getOrDefault(user, Grants.NONE).scopes().stream()
                .filter(scope -> isActive(scope) && !roles(user, scope).isEmpty())
                .toList();
    }

    /** Up to when the subject's tokens are void. */
    public Optional<Instant> revoked(Revocation.Kind kind, String id) {
        return Optional.ofNullable(revocations.get(new Revocation.Subject(kind, id)));
    }

    /** The same as of a later event, none of identity's being in between. */
    Snapshot at(long later) {
        return new Snapshot(later, users, projects, roles, grants, revocations);
    }

    Map<String, KnownUser> users() {
        return users;
    }

    Map<String, KnownProject> projects() {
        return projects;
    }

    Roles roles() {
        return roles;
    }

    Map<String, Grants> grants() {
        return grants;
    }

    Map<Revocation.Subject, Instant> revocations() {
        return revocations;
    }
}
