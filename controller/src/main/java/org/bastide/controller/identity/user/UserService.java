package org.bastide.controller.identity.user;

import static org.bastide.controller.identity.base.IdentityPermission.CREATE_USER;
import static org.bastide.controller.identity.base.IdentityPermission.DELETE_USER;
import static org.bastide.controller.identity.base.IdentityPermission.GET_USER;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_USERS;
import static org.bastide.controller.identity.base.IdentityPermission.UPDATE_USER;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.HexId;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.password.Passwords;
import org.bastide.controller.identity.snapshot.IdentityDatabase;

import java.util.List;
import java.util.Optional;

/** The rules of users. */
public final class UserService {
    private static final String DEFAULT_DOMAIN = "default";

    private final IdentityDatabase database;
    private final UserDirectory users;
    private final Passwords passwords;

    public UserService(IdentityDatabase database, UserDirectory users, Passwords passwords) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
    }

    User create(Caller caller, NewUser wanted) {
        caller.require(CREATE_USER);
        User user =
                new User(
                        HexId.next(),
                        wanted.name(),
                        wanted.domain().or(caller::domain).orElse(DEFAULT_DOMAIN),
                        wanted.enabled(),
                        wanted.defaultProject(),
                        wanted.options(),
                        wanted.extra(),
                        0);
        Optional<String> hash = wanted.password().map(passwords::hash);
        try {
            database.write(tx -> users.insert(tx, caller.user(), user, hash));
        } catch (ConstraintException e) {
            throw sameName(user.name(), user.domain());
        }
        return user;
    }

    /** A user; oneself is always to be seen. */
    User show(Caller caller, String id) {
        if (!caller.user().equals(id)) {
            caller.require(GET_USER);
        }
        return database.read(tx -> users.require(tx, id));
    }

    List<User> list(Caller caller, UserFilter filter) {
        caller.require(LIST_USERS);
        return database.read(tx -> users.list(tx, filter));
    }

    User update(Caller caller, String id, UserChange change) {
        caller.require(UPDATE_USER);
        Optional<String> hash = change.password().map(passwords::hash);
        try {
            return database.settle(tx -> changed(tx, caller, id, change, hash));
        } catch (ConstraintException e) {
            throw sameName(change.name().orElse(""), change.domain().orElse(""));
        }
    }

    private Optional<User> changed(
            Tx tx, Caller caller, String id, UserChange change, Optional<String> hash) {
        User known = users.require(tx, id);
        Optional<User> stored = users.replace(tx, caller.user(), known, change.of(known));
        if (stored.isPresent() && hash.isPresent()) {
            users.setPassword(tx, caller.user(), known, hash.get());
        }
        return stored;
    }

    void delete(Caller caller, String id) {
        caller.require(DELETE_USER);
        database.write(tx -> users.delete(tx, caller.user(), users.require(tx, id)));
    }

    /**
     * Changes a password by the one before: no token is asked for.
     *
     * @throws Problem UNAUTHORIZED where that was another
     */
    void changePassword(String id, String original, String wanted) {
        Optional<UserDirectory.Credentials> known = database.read(tx -> users.credentials(tx, id));
        Optional<String> hash = known.flatMap(UserDirectory.Credentials::hash);
        if (!passwords.matches(original, hash) || !known.orElseThrow().user().enabled()) {
            throw IdentityProblems.unauthenticated();
        }
        String fresh = passwords.hash(wanted);
        boolean changed =
                database.transact(
                        tx ->
                                users.changePassword(
                                        tx, known.get().user(), hash.orElseThrow(), fresh));
        if (!changed) {
            throw IdentityProblems.unauthenticated();
        }
    }

    private static Problem sameName(String name, String domain) {
        return IdentityProblems.conflict(
                "user",
                "Duplicate entry found with name %s at domain ID %s".formatted(name, domain));
    }
}
