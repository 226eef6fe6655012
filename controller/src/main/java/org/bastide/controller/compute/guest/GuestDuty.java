package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestSpecification;
import org.bastide.common.reconcile.Pass;
import org.bastide.common.tls.Pem;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.db.Database;
import org.bastide.controller.lease.Lease;
import org.bastide.controller.node.Links;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeLink;
import org.bastide.controller.node.NodeService;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the nodes what is wanted of guests, has their disks made before, and cleans up after they
 * are gone.
 */
public final class GuestDuty {
    private static final int PAGE = 1000;

    private final Database database;
    private final NodeService nodes;
    private final ServerService servers;
    private final Links links;
    private final RootDisks disks;
    private final GuestRepository guests = new GuestRepository();
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private volatile long epoch;
    private volatile Runnable nudge = () -> {};

    /** What was sent last of a guest, and on which link. */
    private record Sent(long session, long epoch, long intent) {}

    public GuestDuty(
            Database database,
            NodeService nodes,
            ServerService servers,
            Links links,
            RootDisks disks) {
        this.database = database;
        this.nodes = nodes;
        this.servers = servers;
        this.links = links;
        this.disks = disks;
    }

    /** Says how this duty is nudged. */
    public void nudgedBy(Runnable runner) {
        nudge = runner;
        disks.nudgedBy(runner);
    }

    void nudge() {
        nudge.run();
    }

    /** One pass; a full one says again what was said, lest it was lost. */
    public Pass run(Lease lease, boolean full) {
        epoch = lease.epoch();
        if (full) {
            sent.clear();
        }
        Set<String> unsettled = new HashSet<>();
        List<Guest> page = page("");
        while (!page.isEmpty()) {
            for (Guest guest : page) {
                unsettled.add(guest.id());
                settle(lease, guest);
            }
            page = page(page.getLast().id());
        }
        sent.keySet().retainAll(unsettled);
        return new Pass(unsettled.size(), 0);
    }

    /** By pages, so that guests of nodes that are away keep nobody else waiting. */
    private List<Guest> page(String after) {
        return database.read(tx -> guests.unsettled(tx, after, PAGE));
    }

    private void settle(Lease lease, Guest guest) {
        if (guest.gone()) {
            cleanUp(lease, guest);
        } else {
            links.find(guest.nodeId()).ifPresent(link -> tell(guest, link));
        }
    }

    /**
     * A node that has just linked gets everything that is wanted of it, from who holds the duty.
     */
    void sendAll(Node node, NodeLink link) {
        if (epoch == 0) {
            return;
        }
        for (Guest guest : database.read(tx -> guests.ofNode(tx, node.id()))) {
            if (!guest.gone()) {
                tell(guest, link);
            }
        }
    }

    private void tell(Guest guest, NodeLink link) {
        Sent now = new Sent(link.session(), epoch, guest.intent());
        if (now.equals(sent.get(guest.id()))) {
            return;
        }
        if (guest.wanted() == GuestMode.ABSENT) {
            link.send(directive(now, guest, Optional.empty()));
            sent.put(guest.id(), now);
            return;
        }
        Node node = link.node();
        Optional<Server> server = database.read(tx -> servers.find(tx, guest.serverId()));
        X509Certificate certificate = Pem.certificates(current(node).certificate()).getFirst();
        String serial = CertificateAuthority.serial(certificate);
        server.flatMap(ignored -> disks.obtain(guest, current(node), serial))
                .ifPresent(
                        disk -> {
                            link.send(
                                    directive(
                                            now,
                                            guest,
                                            Optional.of(Specifications.of(server.get(), disk))));
                            sent.put(guest.id(), now);
                        });
    }

    private Node current(Node node) {
        return database.<Optional<Node>>read(tx -> nodes.find(tx, node.id())).orElse(node);
    }

    private GuestDirective directive(
            Sent sending, Guest guest, Optional<GuestSpecification> specification) {
        return new GuestDirective(
                sending.epoch(),
                guest.id(),
                guest.intent(),
                guest.wanted(),
                guest.softReboots(),
                guest.hardReboots(),
                specification);
    }

    /** The guest's disk goes first; then the rows, and the server is history. */
    private void cleanUp(Lease lease, Guest guest) {
        if (disks.remove(guest)) {
            database.write(
                    tx -> {
                        lease.hold(tx);
                        servers.lock(tx, guest.serverId());
                        guests.delete(tx, guest);
                        servers.deleted(tx, guest.serverId());
                    });
        }
    }
}
