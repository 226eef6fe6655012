package org.bastide.controller.identity.user;

import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.Extra;
import org.bastide.controller.identity.base.Where;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class UserRepository {
    private static final String SELECT =
            """
            SELECT id, name, domain_id, enabled, default_project_id, options, extra, version FROM identity_user\
            """;

    Optional<User> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = :id", Map.of("id", id), UserRepository::user);
    }

    Optional<User> named(Tx tx, String domain, String name) {
        return tx.first(
                SELECT + " WHERE domain_id = :domain AND name = :name",
                Map.of("domain", domain, "name", name),
                UserRepository::user);
    }

    Optional<String> passwordHash(Tx tx, String id) {
        return tx
                .list(
                        "SELECT password_hash FROM identity_user WHERE id = :id",
                        Map.of("id", id),
                        row -> row.optionalString("password_hash"))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    List<User> list(Tx tx, UserFilter filter) {
        Where where =
                new Where()
                        .equal("name", filter.name())
                        .equal("domain_id", filter.domain())
                        .equal("enabled", filter.enabled());
        return tx.list(
                SELECT + where.sql() + " ORDER BY id", where.parameters(), UserRepository::user);
    }

    void insert(Tx tx, User user, Optional<String> passwordHash) {
        Map<String, Object> parameters = parameters(user);
        parameters.put("hash", passwordHash);
        tx.update(
                """
                INSERT INTO identity_user
                    (id, name, domain_id, enabled, default_project_id, password_hash, options, extra, version)
                VALUES (:id, :name, :domain, :enabled, :defaultProject, :hash, :options, :extra, :version)
                """,
                parameters);
    }

    /** Stores a changed user if nobody else changed them meanwhile. */
    boolean update(Tx tx, User user) {
        return tx.update(
                        """
                        UPDATE identity_user SET name = :name, enabled = :enabled, default_project_id = :defaultProject,
                            options = :options, extra = :extra, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        parameters(user))
                == 1;
    }

    void setPassword(Tx tx, String id, String hash) {
        tx.update(
                "UPDATE identity_user SET password_hash = :hash, version = version + 1 WHERE id = :id",
                Map.of("id", id, "hash", hash));
    }

    /** Replaces the hash if it is still the one that was checked. */
    boolean changePassword(Tx tx, String id, String from, String to) {
        return tx.update(
                        """
                        UPDATE identity_user SET password_hash = :to, version = version + 1
                        WHERE id = :id AND password_hash = :from
                        """,
                        Map.of("id", id, "from", from, "to", to))
                == 1;
    }

    boolean delete(Tx tx, String id) {
        return tx.update("DELETE FROM identity_user WHERE id = :id", Map.of("id", id)) == 1;
    }

    private static Map<String, Object> parameters(User user) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", user.id());
        parameters.put("name", user.name());
        parameters.put("domain", user.domain());
        parameters.put("enabled", user.enabled());
        parameters.put("defaultProject", user.defaultProject());
        parameters.put("options", user.options());
        parameters.put("extra", user.extra());
        parameters.put("version", user.version());
        return parameters;
    }

    private static User user(Row row) {
        return new User(
                row.string("id"),
                row.string("name"),
                row.string("domain_id"),
                row.bool("enabled"),
                row.optionalString("default_project_id"),
                row.json("options", Extra.type()),
                row.json("extra", Extra.type()),
                row.number("version"));
    }
}
