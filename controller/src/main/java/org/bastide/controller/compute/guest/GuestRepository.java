package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.placement.decision.Decision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code guest} table. */
final class GuestRepository {
    Optional<Guest> find(Tx tx, String id) {
        return tx.first(
                "SELECT * FROM guest WHERE id = :id", Map.of("id", id), GuestRepository::guest);
    }

    Optional<Guest> ofServer(Tx tx, String server) {
        return tx.first(
                "SELECT * FROM guest WHERE server_id = :server",
                Map.of("server", server),
                GuestRepository::guest);
    }

    List<Guest> ofProject(Tx tx, Optional<String> project) {
        if (project.isEmpty()) {
            return tx.list("SELECT * FROM guest", Map.of(), GuestRepository::guest);
        }
        return tx.list(
                "SELECT g.* FROM guest g JOIN server s ON s.id = g.server_id WHERE s.project_id = :project",
                Map.of("project", project.get()),
                GuestRepository::guest);
    }

    List<Guest> ofNode(Tx tx, String node) {
        return tx.list(
                "SELECT * FROM guest WHERE node_id = :node",
                Map.of("node", node),
                GuestRepository::guest);
    }

    /**
     * Those that are not what is wanted, and those that are gone and wait to be cleaned up, by id.
     *
     * @param after the last one that is known already, empty for none
     */
    List<Guest> unsettled(Tx tx, String after, int most) {
        return tx.list(
                """
                SELECT * FROM guest WHERE (observed < intent OR wanted = 'ABSENT') AND id > :after
                ORDER BY id LIMIT :most
                """,
                Map.of("after", after, "most", most),
                GuestRepository::guest);
    }

    /** Puts a placed server's guest on its host, unless the server changed meanwhile. */
    boolean insert(Tx tx, Decision.Placed placed, String id) {
        Map<String, Object> values = new HashMap<>();
        values.put("id", id);
        values.put("server", placed.demand().server());
        values.put("node", placed.host().id());
        values.put("vcpus", placed.demand().vcpus());
        values.put("memory", placed.demand().memoryMebibytes());
        values.put("disk", placed.demand().diskGibibytes());
        return tx.update(
                        """
                        INSERT INTO guest (id, server_id, node_id, vcpus, memory_mib, disk_gib, wanted, soft_reboots,
                            hard_reboots, intent, observed, state, seen_soft, seen_hard, version)
                        VALUES (:id, :server, :node, :vcpus, :memory, :disk, 'RUNNING', 0, 0, 1, 0, 'ABSENT', 0, 0, 1)
                        """,
                        values)
                == 1;
    }

    /** Changes what is wanted. False: somebody wrote first; re-read and decide again. */
    boolean want(Tx tx, Guest guest, GuestMode wanted, long softReboots, long hardReboots) {
        return tx.update(
                        """
                        UPDATE guest SET wanted = :wanted, soft_reboots = :soft, hard_reboots = :hard,
                            intent = intent + 1, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        Map.of(
                                "wanted", wanted,
                                "soft", softReboots,
                                "hard", hardReboots,
                                "id", guest.id(),
                                "version", guest.version()))
                == 1;
    }

    /** Records what a node saw. False: somebody wrote first; re-read and decide again. */
    boolean observe(Tx tx, Guest guest, GuestObservation seen) {
        Map<String, Object> values = new HashMap<>();
        values.put("state", seen.state());
        values.put("reason", seen.reason());
        values.put("observed", seen.intent());
        values.put("soft", seen.softReboots());
        values.put("hard", seen.hardReboots());
        values.put("id", guest.id());
        values.put("version", guest.version());
        return tx.update(
                        """
                        UPDATE guest SET state = :state, reason = :reason, observed = :observed, seen_soft = :soft,
                            seen_hard = :hard, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        values)
                == 1;
    }

    /**
     * The node has nothing of it any more, without having been asked: what is wanted must be said
     * again.
     */
    boolean forget(Tx tx, Guest guest) {
        return tx.update(
                        """
                        UPDATE guest SET observed = 0, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        Map.of("id", guest.id(), "version", guest.version()))
                == 1;
    }

    void delete(Tx tx, Guest guest) {
        tx.update("DELETE FROM guest WHERE id = :id", Map.of("id", guest.id()));
    }

    /** What is claimed of a node. */
    record Claimed(
            String node, long vcpus, long memoryMebibytes, long diskGibibytes, long guests) {}

    List<Claimed> claimed(Tx tx) {
        return tx.list(
                """
                SELECT node_id, SUM(vcpus) AS vcpus, SUM(memory_mib) AS memory_mib, SUM(disk_gib) AS disk_gib,
                    COUNT(*) AS guests
                FROM guest GROUP BY node_id
                """,
                Map.of(),
                row ->
                        new Claimed(
                                row.string("node_id"),
                                row.number("vcpus"),
                                row.number("memory_mib"),
                                row.number("disk_gib"),
                                row.number("guests")));
    }

    private static Guest guest(Row row) {
        return new Guest(
                row.string("id"),
                row.string("server_id"),
                row.string("node_id"),
                row.integer("vcpus"),
                row.number("memory_mib"),
                row.number("disk_gib"),
                row.constant("wanted", GuestMode.class),
                row.number("soft_reboots"),
                row.number("hard_reboots"),
                row.number("intent"),
                row.number("observed"),
                row.constant("state", GuestState.class),
                row.optionalString("reason"),
                row.number("seen_soft"),
                row.number("seen_hard"),
                row.number("version"));
    }
}
