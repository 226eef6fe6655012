package org.bastide.controller.node;

import com.fasterxml.jackson.core.type.TypeReference;

import org.bastide.common.link.Hello;
import org.bastide.common.link.Inventory;
import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code node} and {@code node_token} tables. */
final class NodeRepository {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    List<Node> all(Tx tx) {
        return tx.list("SELECT * FROM node ORDER BY name", Map.of(), NodeRepository::node);
    }

    Optional<Node> find(Tx tx, String id) {
        return tx.first(
                "SELECT * FROM node WHERE id = :id", Map.of("id", id), NodeRepository::node);
    }

    Optional<Node> findByName(Tx tx, String name) {
        return tx.first(
                "SELECT * FROM node WHERE name = :name",
                Map.of("name", name),
                NodeRepository::node);
    }

    Optional<Node> findBySerial(Tx tx, String serial) {
        return tx.first(
                "SELECT * FROM node WHERE serial = :serial",
                Map.of("serial", serial),
                NodeRepository::node);
    }

    void insert(
            Tx tx,
            String id,
            NodeRole role,
            String name,
            String certificate,
            String serial,
            Instant now) {
        tx.update(
                """
                INSERT INTO node (id, name, role, state, state_at, addresses, vcpus, memory_mib, disk_gib,
                    hypervisor_version, serial, certificate, disabled, enrolled_at, version)
                VALUES (:id, :name, :role, 'ENROLLED', :now, '[]', 0, 0, 0, 0, :serial, :certificate, FALSE, :now, 1)
                """,
                Map.of(
                        "id",
                        id,
                        "name",
                        name,
                        "role",
                        role,
                        "serial",
                        serial,
                        "certificate",
                        certificate,
                        "now",
                        now));
    }

    void certify(Tx tx, String id, String certificate, String serial) {
        tx.update(
                "UPDATE node SET certificate = :certificate, serial = :serial, version = version + 1 WHERE id = :id",
                Map.of("id", id, "certificate", certificate, "serial", serial));
    }

    void seen(Tx tx, String id, Hello hello, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", id);
        values.put("now", now);
        values.put("release", hello.release());
        values.put("boot", hello.boot());
        values.put("addresses", hello.addresses());
        tx.update(
                """
                UPDATE node SET state = 'UP', release = :release, boot = :boot, addresses = :addresses,
                    state_at = CASE WHEN state = 'UP' THEN state_at ELSE :now END, version = version + 1
                WHERE id = :id
                """,
                values);
        hello.inventory().ifPresent(inventory -> inventory(tx, id, inventory));
    }

    private static void inventory(Tx tx, String id, Inventory inventory) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", id);
        values.put("vcpus", inventory.vcpus());
        values.put("memory", inventory.memoryMebibytes());
        values.put("disk", inventory.diskGibibytes());
        values.put("hypervisor", inventory.hypervisor());
        values.put("hypervisorVersion", inventory.hypervisorVersion());
        values.put("architecture", inventory.architecture());
        values.put("cpuModel", inventory.cpuModel());
        tx.update(
                """
                UPDATE node SET vcpus = :vcpus, memory_mib = :memory, disk_gib = :disk, hypervisor = :hypervisor,
                    hypervisor_version = :hypervisorVersion, architecture = :architecture, cpu_model = :cpuModel
                WHERE id = :id
                """,
                values);
    }

    boolean down(Tx tx, Node node, Instant now) {
        return tx.update(
                        """
                        UPDATE node SET state = 'DOWN', state_at = :now, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        Map.of("id", node.id(), "now", now, "version", node.version()))
                == 1;
    }

    boolean disable(Tx tx, Node node, boolean disabled, Optional<String> reason) {
        return tx.update(
                        """
                        UPDATE node SET disabled = :disabled, disabled_reason = :reason, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        Map.of(
                                "id",
                                node.id(),
                                "disabled",
                                disabled,
                                "reason",
                                reason,
                                "version",
                                node.version()))
                == 1;
    }

    void insertToken(Tx tx, String hash, NodeRole role, String name, Instant expires) {
        tx.update(
                "INSERT INTO node_token (hash, role, name, expires_at) VALUES (:hash, :role, :name, :expires)",
                Map.of("hash", hash, "role", role, "name", name, "expires", expires));
    }

    /** Uses a token up. False: there is none such, it is too old, or it was used before. */
    boolean useToken(Tx tx, String hash, NodeRole role, String name, Instant now) {
        return tx.update(
                        """
                        UPDATE node_token SET used_at = :now
                        WHERE hash = :hash AND role = :role AND name = :name AND used_at IS NULL AND expires_at > :now
                        """,
                        Map.of("hash", hash, "role", role, "name", name, "now", now))
                == 1;
    }

    private static Node node(Row row) {
        NodeRole role = row.constant("role", NodeRole.class);
        List<String> addresses = row.json("addresses", TEXTS);
        Optional<Inventory> inventory =
                row.optionalString("hypervisor")
                        .map(
                                hypervisor ->
                                        new Inventory(
                                                row.integer("vcpus"),
                                                row.number("memory_mib"),
                                                row.number("disk_gib"),
                                                hypervisor,
                                                row.number("hypervisor_version"),
                                                row.string("architecture"),
                                                row.string("cpu_model"),
                                                addresses.isEmpty() ? "" : addresses.getFirst()));
        return new Node(
                row.string("id"),
                row.number("number"),
                row.string("name"),
                role,
                row.constant("state", NodeState.class),
                row.instant("state_at"),
                row.optionalString("release"),
                row.optionalString("boot"),
                addresses,
                inventory,
                row.string("certificate"),
                row.bool("disabled"),
                row.optionalString("disabled_reason"),
                row.instant("enrolled_at"),
                row.number("version"));
    }
}
