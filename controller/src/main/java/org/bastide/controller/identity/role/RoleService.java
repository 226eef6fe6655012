package org.bastide.controller.identity.role;

import static org.bastide.controller.identity.base.IdentityPermission.CREATE_ROLE;
import static org.bastide.controller.identity.base.IdentityPermission.DELETE_ROLE;
import static org.bastide.controller.identity.base.IdentityPermission.GET_ROLE;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_ROLES;
import static org.bastide.controller.identity.base.IdentityPermission.UPDATE_ROLE;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.IdentityEvents;
import org.bastide.controller.identity.base.IdentityEvents.Subject;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.snapshot.IdentityDatabase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The rules of roles. */
public final class RoleService {
    private final IdentityDatabase database;
    private final IdentityEvents events;
    private final RoleRepository repository = new RoleRepository();

    public RoleService(IdentityDatabase database, IdentityEvents events) {
        this.database = database;
        this.events = events;
    }

    Role create(Caller caller, Role wanted) {
        caller.require(CREATE_ROLE);
        try {
            database.write(tx -> insert(tx, caller.user(), wanted));
        } catch (ConstraintException e) {
            throw sameName(wanted.name());
        }
        return wanted;
    }

    Role show(Caller caller, String id) {
        caller.require(GET_ROLE);
        return database.read(tx -> require(tx, id));
    }

    List<Role> list(Caller caller, Role.Filter filter) {
        caller.require(LIST_ROLES);
        return database.read(tx -> repository.list(tx, filter));
    }

    Role update(Caller caller, String id, RoleChange change) {
        caller.require(UPDATE_ROLE);
        try {
            return database.settle(tx -> changed(tx, caller, id, change));
        } catch (ConstraintException e) {
            throw sameName(change.name().orElse(""));
        }
    }

    private Optional<Role> changed(Tx tx, Caller caller, String id, RoleChange change) {
        Role known = require(tx, id);
        Role wanted = change.of(known);
        if (known.isImmutable() && !change.onlyUnlocks()) {
            throw IdentityProblems.immutable("role", id, "update");
        }
        if (!repository.update(tx, wanted)) {
            return Optional.empty();
        }
        tell(tx, caller.user(), wanted, "update");
        return repository.find(tx, id);
    }

    void delete(Caller caller, String id) {
        caller.require(DELETE_ROLE);
        database.write(
                tx -> {
                    Role role = require(tx, id);
                    if (role.isImmutable()) {
                        throw IdentityProblems.immutable("role", id, "delete");
                    }
                    repository.delete(tx, id);
                    tell(tx, caller.user(), role, "delete");
                });
    }

    /** Adds a role, as part of another's transaction. */
    public void insert(Tx tx, String actor, Role role) {
        repository.insert(tx, role);
        tell(tx, actor, role, "create");
    }

    /** Makes a role imply another, as part of another's transaction. */
    public void imply(Tx tx, String actor, Role.Implication implication) {
        repository.imply(tx, implication);
        events.append(
                tx,
                actor,
                Subject.ROLE,
                implication.prior(),
                "imply",
                Map.of("implied", implication.implied()));
    }

    /** Takes an implication away; false if there is none. */
    boolean stopImplying(Tx tx, String actor, Role.Implication implication) {
        if (!repository.stopImplying(tx, implication)) {
            return false;
        }
        events.append(
                tx,
                actor,
                Subject.ROLE,
                implication.prior(),
                "stop_implying",
                Map.of("implied", implication.implied()));
        return true;
    }

    /** All implications, as part of another's transaction. */
    public List<Role.Implication> implications(Tx tx) {
        return repository.implications(tx);
    }

    /** All roles by id, as part of another's transaction. */
    public Map<String, Role> all(Tx tx) {
        return repository.all(tx).stream().collect(Collectors.toMap(Role::id, role -> role));
    }

    /** A role of the whole cloud by its name, as part of another's transaction. */
    public Optional<Role> named(Tx tx, String name) {
        return repository.named(tx, name);
    }

    /**
     * A role, as part of another's transaction.
     *
     * @throws Problem NOT_FOUND
     */
    public Role require(Tx tx, String id) {
        return repository.find(tx, id).orElseThrow(() -> IdentityProblems.notFound("role", id));
    }

    /** Deletes the roles of a domain, as part of another's transaction. */
    public void deleteIn(Tx tx, String domain) {
        repository.deleteIn(tx, domain);
    }

    private void tell(Tx tx, String actor, Role role, String action) {
        events.append(tx, actor, Subject.ROLE, role.id(), action, Map.of("name", role.name()));
    }

    private static Problem sameName(String name) {
        return IdentityProblems.conflict("role", "Duplicate entry found with name " + name);
    }
}
