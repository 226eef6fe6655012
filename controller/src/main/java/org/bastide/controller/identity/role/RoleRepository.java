package org.bastide.controller.identity.role;

import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.Extra;
import org.bastide.controller.identity.base.Where;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class RoleRepository {
    private static final String SELECT =
            "SELECT id, name, domain_id, description, options, extra, version FROM identity_role";

    Optional<Role> find(Tx tx, String id) {
        return tx.first(SELECT + " WHERE id = :id", Map.of("id", id), RoleRepository::role);
    }

    Optional<Role> named(Tx tx, String name) {
        return tx.first(
                SELECT + " WHERE domain_id = '' AND name = :name",
                Map.of("name", name),
                RoleRepository::role);
    }

    List<Role> list(Tx tx, Role.Filter filter) {
        Where where =
                new Where()
                        .equal("name", filter.name())
                        .equal("domain_id", Optional.of(filter.domain().orElse("")));
        return tx.list(
                SELECT + where.sql() + " ORDER BY id", where.parameters(), RoleRepository::role);
    }

    List<Role> all(Tx tx) {
        return tx.list(SELECT, Map.of(), RoleRepository::role);
    }

    void insert(Tx tx, Role role) {
        tx.update(
                """
                INSERT INTO identity_role (id, name, domain_id, description, options, extra, version)
                VALUES (:id, :name, :domain, :description, :options, :extra, :version)
                """,
                parameters(role));
    }

    /** Stores a changed role if nobody else changed it meanwhile. */
    boolean update(Tx tx, Role role) {
        return tx.update(
                        """
                        UPDATE identity_role SET name = :name, description = :description, options = :options,
                            extra = :extra, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        parameters(role))
                == 1;
    }

    boolean delete(Tx tx, String id) {
        return tx.update("DELETE FROM identity_role WHERE id = :id", Map.of("id", id)) == 1;
    }

    void deleteIn(Tx tx, String domain) {
        tx.update("DELETE FROM identity_role WHERE domain_id = :domain", Map.of("domain", domain));
    }

    List<Role.Implication> implications(Tx tx) {
        return tx.list(
                """
                SELECT prior_role_id, implied_role_id FROM identity_implied_role
                ORDER BY prior_role_id, implied_role_id
                """,
                Map.of(),
                row ->
                        new Role.Implication(
                                row.string("prior_role_id"), row.string("implied_role_id")));
    }

    void imply(Tx tx, Role.Implication implication) {
        tx.update(
                "INSERT INTO identity_implied_role (prior_role_id, implied_role_id) VALUES (:prior, :implied)",
                Map.of("prior", implication.prior(), "implied", implication.implied()));
    }

    boolean stopImplying(Tx tx, Role.Implication implication) {
        return tx.update(
                        """
                        DELETE FROM identity_implied_role
                        WHERE prior_role_id = :prior AND implied_role_id = :implied
                        """,
                        Map.of("prior", implication.prior(), "implied", implication.implied()))
                == 1;
    }

    private static Map<String, Object> parameters(Role role) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("id", role.id());
        parameters.put("name", role.name());
        parameters.put("domain", role.domain());
        parameters.put("description", role.description());
        parameters.put("options", role.options());
        parameters.put("extra", role.extra());
        parameters.put("version", role.version());
        return parameters;
    }

    private static Role role(Row row) {
        return new Role(
                row.string("id"),
                row.string("name"),
                row.string("domain_id"),
                row.string("description"),
                row.json("options", Extra.type()),
                row.json("extra", Extra.type()),
                row.number("version"));
    }
}
