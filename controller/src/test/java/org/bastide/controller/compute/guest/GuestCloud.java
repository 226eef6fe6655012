package org.bastide.controller.compute.guest;

import org.bastide.common.http.Caller;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Inventory;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.server.ActOnServer;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.bastide.controller.key.RootKey;
import org.bastide.controller.key.Secrets;
import org.bastide.controller.lease.Lease;
import org.bastide.controller.node.FakeLinks;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeService;
import org.bastide.controller.task.StorageWork;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The duties of guests over a real database, run pass by pass; storage answers when told to. */
final class GuestCloud implements StorageWork, AutoCloseable {
    static final Lease FIRST = new Lease("guest", 1);

    /** Work that a storage node was asked for and has not answered. */
    record Asked(Work work, CompletableFuture<Outcome> outcome) {}

    final Database database;
    final NodeService nodes;
    final ServerService servers;
    final FakeLinks links;
    final RootDisks disks;
    final GuestDuty duty;
    final PlacementDuty placement;
    final GuestObserver observer;
    final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1000);
    final Semaphore nudges = new Semaphore(0);
    private final GuestRepository guests = new GuestRepository();

    GuestCloud(Path folder) {
        InstantSource clock = InstantSource.system();
        database = TestDatabase.fresh(folder);
        CertificateAuthority authority =
                CertificateAuthority.obtain(
                        new Secrets(database, RootKey.load(folder.resolve("root.key"))),
                        "North",
                        clock);
        nodes =
                new NodeService(
                        database, authority, "North", "https://127.0.0.1:5000", List.of(), clock);
        links = new FakeLinks(nodes);
        servers = new ServerService(database, new GuestService(), nodes, clock);
        disks = new RootDisks(database, servers, this, ticks::get);
        duty = new GuestDuty(database, nodes, servers, links, disks);
        duty.nudgedBy(nudges::release);
        placement = new PlacementDuty(database, nodes, servers, links, nudges::release, clock);
        observer = new GuestObserver(database, servers, duty);
        links.tell(observer);
        lease(FIRST.epoch());
    }

    /** The duty's row, with whichever epoch. */
    void lease(long epoch) {
        database.write(
                tx -> {
                    tx.update("DELETE FROM lease", Map.of());
                    tx.update(
                            "INSERT INTO lease (duty, holder, address, epoch, until) VALUES ('guest', '', '', :epoch, :until)",
                            Map.of("epoch", epoch, "until", Instant.EPOCH));
                });
    }

    /** A compute node, linked; what it is told. */
    List<GuestDirective> link(String name) {
        String id =
                database.<Optional<Node>>read(tx -> nodes.findByName(tx, name))
                        .map(Node::id)
                        .orElseGet(() -> links.join(admin(), name));
        List<GuestDirective> told = new CopyOnWriteArrayList<>();
        links.link(node(id), hello(), message -> told.add((GuestDirective) message));
        return told;
    }

    Node node(String id) {
        return database.<Optional<Node>>read(tx -> nodes.find(tx, id)).orElseThrow();
    }

    private static Hello hello() {
        return new Hello(
                1,
                List.of(),
                "test",
                "boot",
                List.of("192.0.2.1"),
                Optional.of(new Inventory(4, 4096, 100, "qemu", 1, "x86_64", "any", "192.0.2.1")),
                List.of());
    }

    static Caller admin() {
        return new Caller(
                "root",
                "root",
                "default",
                Optional.of("p"),
                Optional.empty(),
                false,
                Set.of("admin"),
                List.of(),
                List.of(),
                Instant.EPOCH,
                Instant.MAX);
    }

    /** Wants a server of this much memory; its id is its name. */
    void want(String id, long memory) {
        database.write(
                tx ->
                        tx.update(
                                """
                                INSERT INTO server (id, project_id, user_id, name, hostname, image_id,
                                    image_properties, flavor_id, flavor_name, vcpus, memory_mib, disk_gib,
                                    ephemeral_gib, swap_mib, extra_specs, config_drive, metadata, tags, reservation,
                                    launch_index, auto_disk_config, created_at, updated_at, deleting, placed, version)
                                VALUES (:id, 'p', 'u', :id, :id, 'image', '{}', 'f', 'f', 1, :memory, 1, 0, 0, '{}',
                                    FALSE, '{}', '[]', 'r', 0, FALSE, :now, :now, FALSE, FALSE, 1)
                                """,
                                Map.of("id", id, "memory", memory, "now", Instant.now())));
    }

    Server server(String id) {
        return database.<Optional<Server>>read(tx -> servers.find(tx, id)).orElseThrow();
    }

    Optional<Guest> guest(String server) {
        return database.read(tx -> guests.ofServer(tx, server));
    }

    /** Deletes a server, as the API does. */
    void delete(String server) {
        new ActOnServer(servers, new GuestService(), nudges::release, InstantSource.system())
                .delete(admin(), server, ComputePermission.SERVERS_DELETE);
    }

    void observed(String server, GuestState state) {
        Guest guest = guest(server).orElseThrow();
        links.observed(
                node(guest.nodeId()),
                new GuestObservation(guest.id(), guest.intent(), state, Optional.empty(), 0, 0));
    }

    @Override
    public CompletableFuture<Outcome> start(Work work, int attempt, Duration deadline) {
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        asked.add(new Asked(work, outcome));
        return outcome;
    }

    /** Answers what was asked first, and waits for what follows from it. */
    Work answer(Outcome outcome) {
        try {
            Asked first = asked.poll(30, TimeUnit.SECONDS);
            if (first == null) {
                throw new AssertionError("nothing was asked");
            }
            nudges.drainPermits();
            first.outcome().complete(outcome);
            nudges.acquire();
            return first.work();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static Outcome ready() {
        return new Outcome.DiskReady("volumes", "d", List.of("192.0.2.9:6789"), "d", "sealed");
    }

    static Outcome failed(Outcome.Kind kind) {
        return new Outcome.Failed(kind, "it does not go");
    }

    /** The tables' rows, to see that nothing was written. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        for (String table : List.of("guest", "root_disk", "server", "event")) {
            long count =
                    database.<Long>read(tx -> tx.number("SELECT count(*) FROM " + table, Map.of()));
            rows.add(table + " " + count);
        }
        rows.addAll(
                database.read(
                        tx ->
                                tx.list(
                                        "SELECT id, version FROM server ORDER BY id",
                                        Map.of(),
                                        row -> row.string("id") + " " + row.number("version"))));
        return rows;
    }

    @Override
    public boolean bring(String channel, String image) {
        return false;
    }

    @Override
    public void close() {
        database.close();
    }
}
