package org.bastide.controller.key;

import org.bastide.controller.db.Tx;

import java.util.Map;
import java.util.Optional;

/** The {@code secret} table. */
final class SecretRepository {
    void insert(Tx tx, String name, String sealed) {
        tx.update(
                "INSERT INTO secret (name, sealed) VALUES (:name, :sealed)",
                Map.of("name", name, "sealed", sealed));
    }

    Optional<String> find(Tx tx, String name) {
        return tx.first(
                "SELECT sealed FROM secret WHERE name = :name",
                Map.of("name", name),
                row -> row.string("sealed"));
    }
}
