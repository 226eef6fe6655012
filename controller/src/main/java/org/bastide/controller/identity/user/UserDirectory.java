package org.bastide.controller.identity.user;

import org.bastide.common.http.Problem;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.IdentityEvents;
import org.bastide.controller.identity.base.IdentityEvents.Subject;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.revocation.Revocation;
import org.bastide.controller.identity.revocation.Revocations;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users, as part of others' transactions. Disabling one, or changing their password, voids their
 * tokens for good.
 */
public final class UserDirectory {
    private final UserRepository repository = new UserRepository();
    private final ProjectTree projects;
    private final IdentityEvents events;
    private final Revocations revocations;

    public UserDirectory(ProjectTree projects, IdentityEvents events, Revocations revocations) {
        this.projects = projects;
        this.events = events;
        this.revocations = revocations;
    }

    /** A user and the hash of their password, which some have none of. */
    public record Credentials(User user, Optional<String> hash) {}

    /** A user by their id, with what they are recognized by. */
    public Optional<Credentials> credentials(Tx tx, String id) {
        return find(tx, id).map(user -> new Credentials(user, repository.passwordHash(tx, id)));
    }

    public Optional<User> find(Tx tx, String id) {
        return repository.find(tx, id);
    }

    /** A user by their name in a domain. */
    public Optional<User> named(Tx tx, String domain, String name) {
        return repository.named(tx, domain, name);
    }

    /**
     * A user.
     *
     * @throws Problem NOT_FOUND
     */
    public User require(Tx tx, String id) {
        return find(tx, id).orElseThrow(() -> IdentityProblems.notFound("user", id));
    }

    List<User> list(Tx tx, UserFilter filter) {
        return repository.list(tx, filter);
    }

    /** Adds a user. */
    public void insert(Tx tx, String actor, User user, Optional<String> passwordHash) {
        projects.requireDomain(tx, user.domain());
        user.defaultProject().ifPresent(id -> requireProject(tx, id));
        repository.insert(tx, user, passwordHash);
        tell(tx, actor, user, "create");
    }

    /** Gives a user another password. */
    public void setPassword(Tx tx, String actor, User user, String hash) {
        repository.setPassword(tx, user.id(), hash);
        revocations.revoke(tx, actor, Revocation.Kind.USER, user.id());
        tell(tx, actor, user, "set_password");
    }

    /** Replaces the password whose hash was checked; false if it is another by now. */
    boolean changePassword(Tx tx, User user, String from, String to) {
        if (!repository.changePassword(tx, user.id(), from, to)) {
            return false;
        }
        revocations.revoke(tx, user.id(), Revocation.Kind.USER, user.id());
        tell(tx, user.id(), user, "change_password");
        return true;
    }

    /** Stores a changed user; empty if somebody else wrote first. */
    Optional<User> replace(Tx tx, String actor, User known, User wanted) {
        if (!wanted.defaultProject().equals(known.defaultProject())) {
            wanted.defaultProject().ifPresent(id -> requireProject(tx, id));
        }
        if (!repository.update(tx, wanted)) {
            return Optional.empty();
        }
        if (known.enabled() && !wanted.enabled()) {
            revocations.revoke(tx, actor, Revocation.Kind.USER, known.id());
        }
        tell(tx, actor, wanted, "update");
        return repository.find(tx, known.id());
    }

    void delete(Tx tx, String actor, User user) {
        repository.delete(tx, user.id());
        tell(tx, actor, user, "delete");
    }

    private void requireProject(Tx tx, String id) {
        Project project = projects.require(tx, id);
        if (project.isDomain()) {
            throw Problem.badRequest(
                    "User's default project ID cannot be a domain ID: %s".formatted(id));
        }
    }

    private void tell(Tx tx, String actor, User user, String action) {
        events.append(tx, actor, Subject.USER, user.id(), action, Map.of("name", user.name()));
    }
}
