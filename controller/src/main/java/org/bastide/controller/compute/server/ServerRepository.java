package org.bastide.controller.compute.server;

import org.bastide.controller.compute.server.Server.Fault;
import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.placement.decision.Demand;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code server} table. */
final class ServerRepository {
    void insert(Tx tx, Server server) {
        tx.update(
                """
                INSERT INTO server (id, project_id, user_id, name, hostname, description, image_id, image_properties,
                    flavor_id, flavor_name, vcpus, memory_mib, disk_gib, ephemeral_gib, swap_mib, extra_specs,
                    key_name, public_key, user_data, config_drive, metadata, tags, zone, wanted_host, reservation,
                    launch_index, access_ipv4, access_ipv6, auto_disk_config, created_at, updated_at, deleting,
                    placed, version)
                VALUES (:id, :project, :user, :name, :hostname, :description, :image, :imageProperties,
                    :flavorId, :flavorName, :vcpus, :memory, :disk, :ephemeral, :swap, :extraSpecs,
                    :keyName, :publicKey, :userData, :configDrive, :metadata, :tags, :zone, :wantedHost, :reservation,
                    :launchIndex, :accessIpv4, :accessIpv6, :autoDiskConfig, :created, :created, FALSE,
                    FALSE, 1)
                """,
                values(server));
    }

    private static Map<String, Object> values(Server server) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", server.id());
        values.put("project", server.project());
        values.put("user", server.user());
        values.put("name", server.name());
        values.put("hostname", server.hostname());
        values.put("description", server.description());
        values.put("image", server.image());
        values.put("imageProperties", server.imageProperties());
        values.put("flavorId", server.flavor().id());
        values.put("flavorName", server.flavor().name());
        values.put("vcpus", server.flavor().vcpus());
        values.put("memory", server.flavor().memoryMebibytes());
        values.put("disk", server.flavor().diskGibibytes());
        values.put("ephemeral", server.flavor().ephemeralGibibytes());
        values.put("swap", server.flavor().swapMebibytes());
        values.put("extraSpecs", server.flavor().extraSpecs());
        values.put("keyName", server.keyName());
        values.put("publicKey", server.publicKey());
        values.put("userData", server.userData());
        values.put("configDrive", server.configDrive());
        values.put("metadata", server.metadata());
        values.put("tags", server.tags());
        values.put("zone", server.zone());
        values.put("wantedHost", server.wantedHost());
        values.put("reservation", server.reservation());
        values.put("launchIndex", server.launchIndex());
        values.put("accessIpv4", server.accessIpv4());
        values.put("accessIpv6", server.accessIpv6());
        values.put("autoDiskConfig", server.autoDiskConfig());
        values.put("created", server.created());
        return values;
    }

    boolean lock(Tx tx, String id) {
        return tx.first(
                        "SELECT id FROM server WHERE id = :id FOR UPDATE",
                        Map.of("id", id),
                        row -> row.string("id"))
                .isPresent();
    }

    Optional<Server> find(Tx tx, String id) {
        return tx.first("SELECT * FROM server WHERE id = :id", Map.of("id", id), ServerRow::server);
    }

    /** The servers of a project, or of all, newest first. */
    List<Server> list(Tx tx, Optional<String> project, ServerFilter.Life life) {
        Map<String, Object> values = new HashMap<>();
        values.put("project", project);
        values.put("live", life != ServerFilter.Life.DELETED);
        values.put("deleted", life != ServerFilter.Life.LIVE);
        return tx.list(
                """
                SELECT * FROM server
                WHERE project_id = COALESCE(:project, project_id)
                    AND ((deleted_at IS NULL AND :live) OR (deleted_at IS NOT NULL AND :deleted))
                ORDER BY created_at DESC, id DESC
                """,
                values,
                ServerRow::server);
    }

    List<Demand> unplaced(Tx tx, int most) {
        return tx.list(
                """
                SELECT id, vcpus, memory_mib, disk_gib, zone, wanted_host FROM server
                WHERE placed = FALSE AND deleting = FALSE
                ORDER BY created_at, id LIMIT :most
                """,
                Map.of("most", most),
                row ->
                        new Demand(
                                row.string("id"),
                                row.integer("vcpus"),
                                row.number("memory_mib"),
                                row.number("disk_gib"),
                                row.optionalString("zone"),
                                row.optionalString("wanted_host")));
    }

    /** Notes that placement has decided. False: it is being deleted, or was decided before. */
    boolean placed(Tx tx, String id) {
        return tx.update(
                        """
                        UPDATE server SET placed = TRUE, version = version + 1
                        WHERE id = :id AND placed = FALSE AND deleting = FALSE
                        """,
                        Map.of("id", id))
                == 1;
    }

    /** Changes what only names and describes. False: somebody wrote first. */
    boolean change(Tx tx, Server server, ServerChange change, Instant now) {
        Map<String, Object> values = versioned(server, now);
        values.put("name", change.name().orElse(server.name()));
        values.put("description", change.descriptionOf(server));
        values.put("ipv4", change.accessIpv4Of(server));
        values.put("ipv6", change.accessIpv6Of(server));
        values.put("auto", change.autoDiskConfig().orElse(server.autoDiskConfig()));
        return tx.update(
                        """
                        UPDATE server SET name = :name, description = :description, access_ipv4 = :ipv4,
                            access_ipv6 = :ipv6, auto_disk_config = :auto, updated_at = :now, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        values)
                == 1;
    }

    /** Replaces the metadata. False: somebody wrote first. */
    boolean describe(Tx tx, Server server, Map<String, String> metadata, Instant now) {
        Map<String, Object> values = versioned(server, now);
        values.put("metadata", metadata);
        return tx.update(
                        """
                        UPDATE server SET metadata = :metadata, updated_at = :now, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        values)
                == 1;
    }

    /** Replaces the tags. False: somebody wrote first. */
    boolean tag(Tx tx, Server server, List<String> tags, Instant now) {
        Map<String, Object> values = versioned(server, now);
        values.put("tags", tags);
        return tx.update(
                        """
                        UPDATE server SET tags = :tags, updated_at = :now, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        values)
                == 1;
    }

    /** Locks, or unlocks. False: somebody wrote first. */
    boolean lock(Tx tx, Server server, Optional<ServerLock> lock, Instant now) {
        Map<String, Object> values = versioned(server, now);
        values.put("by", lock.map(ServerLock::by));
        values.put("reason", lock.flatMap(ServerLock::reason));
        return tx.update(
                        """
                        UPDATE server SET locked_by = :by, locked_reason = :reason, updated_at = :now,
                            version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        values)
                == 1;
    }

    private static Map<String, Object> versioned(Server server, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", server.id());
        values.put("version", server.version());
        values.put("now", now);
        return values;
    }

    void fault(Tx tx, String id, Fault fault) {
        tx.update(
                """
                UPDATE server SET fault_code = :code, fault_message = :message, fault_at = :at, updated_at = :at,
                    version = version + 1
                WHERE id = :id
                """,
                Map.of(
                        "code", fault.code(),
                        "message",
                                fault.message()
                                        .substring(0, Math.min(4000, fault.message().length())),
                        "at", fault.at(),
                        "id", id));
    }

    void clearFault(Tx tx, String id) {
        tx.update(
                """
                UPDATE server SET fault_code = NULL, fault_message = NULL, fault_at = NULL, version = version + 1
                WHERE id = :id AND fault_code IS NOT NULL
                """,
                Map.of("id", id));
    }

    void touch(Tx tx, String id, Instant now) {
        tx.update(
                "UPDATE server SET updated_at = :now, version = version + 1 WHERE id = :id",
                Map.of("now", now, "id", id));
    }

    void launched(Tx tx, String id, Instant now) {
        tx.update(
                """
                UPDATE server SET launched_at = :now, updated_at = :now, version = version + 1
                WHERE id = :id AND launched_at IS NULL
                """,
                Map.of("now", now, "id", id));
    }

    /** Begins the deletion. False: it was begun before. */
    boolean delete(Tx tx, String id, Instant now) {
        return tx.update(
                        """
                        UPDATE server SET deleting = TRUE, updated_at = :now, version = version + 1
                        WHERE id = :id AND deleting = FALSE AND deleted_at IS NULL
                        """,
                        Map.of("now", now, "id", id))
                == 1;
    }

    /** Ends the deletion: the server is history. What only a live one needs is forgotten. */
    void deleted(Tx tx, String id, Instant now) {
        tx.update(
                """
                UPDATE server SET deleted_at = :now, updated_at = :now, user_data = NULL, version = version + 1
                WHERE id = :id
                """,
                Map.of("now", now, "id", id));
    }

    /** What a project's live servers use. */
    <T> T use(Tx tx, String project, java.util.function.Function<Row, T> read) {
        return tx.first(
                        """
                        SELECT COUNT(*) AS instances, COALESCE(SUM(vcpus), 0) AS cores,
                            COALESCE(SUM(memory_mib), 0) AS ram
                        FROM server WHERE project_id = :project AND deleted_at IS NULL
                        """,
                        Map.of("project", project),
                        read)
                .orElseThrow();
    }
}
