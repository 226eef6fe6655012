package org.bastide.controller.compute.keypair;

import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keypairs in SQL. */
final class KeypairRepository {
    /** A user's, by name. */
    List<Keypair> list(Tx tx, String user) {
        return tx.list(
                """
                SELECT id, user_id, name, type, public_key, fingerprint, created_at
                FROM keypair WHERE user_id = :user ORDER BY name
                """,
                Map.of("user", user),
                KeypairRepository::read);
    }

    Optional<Keypair> find(Tx tx, String user, String name) {
        return tx.first(
                """
                SELECT id, user_id, name, type, public_key, fingerprint, created_at
                FROM keypair WHERE user_id = :user AND name = :name
                """,
                Map.of("user", user, "name", name),
                KeypairRepository::read);
    }

    int count(Tx tx, String user) {
        return (int)
                tx.number(
                        "SELECT count(*) FROM keypair WHERE user_id = :user", Map.of("user", user));
    }

    /** Stores all but the id, which the database counts up. */
    void insert(Tx tx, Keypair keypair) {
        tx.update(
                """
                INSERT INTO keypair (user_id, name, type, public_key, fingerprint, created_at)
                VALUES (:user, :name, :type, :key, :fingerprint, :created)
                """,
                Map.of(
                        "user", keypair.user(),
                        "name", keypair.name(),
                        "type", keypair.publicKey().type(),
                        "key", keypair.publicKey().text(),
                        "fingerprint", keypair.publicKey().fingerprint(),
                        "created", keypair.created()));
    }

    /** False if there was none. */
    boolean delete(Tx tx, String user, String name) {
        return tx.update(
                        "DELETE FROM keypair WHERE user_id = :user AND name = :name",
                        Map.of("user", user, "name", name))
                == 1;
    }

    private static Keypair read(Row row) {
        PublicKey key =
                new PublicKey(
                        row.constant("type", PublicKey.Type.class),
                        row.string("public_key"),
                        row.string("fingerprint"));
        return new Keypair(
                row.number("id"),
                row.string("user_id"),
                row.string("name"),
                key,
                row.instant("created_at"));
    }
}
