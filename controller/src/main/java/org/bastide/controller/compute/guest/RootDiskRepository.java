package org.bastide.controller.compute.guest;

import com.fasterxml.jackson.core.type.TypeReference;

import org.bastide.common.link.GuestDisk;
import org.bastide.common.link.Outcome;
import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code root_disk} table. */
final class RootDiskRepository {
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

    void insert(Tx tx, String id, String server, String image, long size) {
        tx.update(
                """
                INSERT INTO root_disk (id, server_id, image_id, size, ready, version)
                VALUES (:id, :server, :image, :size, FALSE, 1)
                """,
                Map.of("id", id, "server", server, "image", image, "size", size));
    }

    Optional<RootDisk> ofServer(Tx tx, String server) {
        return tx.first(
                "SELECT * FROM root_disk WHERE server_id = :server",
                Map.of("server", server),
                RootDiskRepository::disk);
    }

    void ready(Tx tx, String id, Outcome.DiskReady made, String serial) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", id);
        values.put("serial", serial);
        values.put("pool", made.pool());
        values.put("image", made.image());
        values.put("monitors", made.monitors());
        values.put("user", made.user());
        values.put("key", made.sealedKey());
        tx.update(
                """
                UPDATE root_disk SET ready = TRUE, sealed_for = :serial, pool = :pool, rbd_image = :image,
                    monitors = :monitors, ceph_user = :user, sealed_key = :key, version = version + 1
                WHERE id = :id
                """,
                values);
    }

    void delete(Tx tx, String id) {
        tx.update("DELETE FROM root_disk WHERE id = :id", Map.of("id", id));
    }

    private static RootDisk disk(Row row) {
        Optional<GuestDisk> place =
                row.bool("ready")
                        ? Optional.of(
                                new GuestDisk(
                                        row.string("id"),
                                        row.string("pool"),
                                        row.string("rbd_image"),
                                        row.json("monitors", LIST),
                                        row.string("ceph_user"),
                                        row.string("sealed_key")))
                        : Optional.empty();
        return new RootDisk(
                row.string("id"),
                row.string("server_id"),
                row.string("image_id"),
                row.number("size"),
                row.optionalString("sealed_for"),
                place);
    }
}
