package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.Hello;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeEvents;
import org.bastide.controller.node.NodeLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Records what nodes see of guests, and draws the conclusions for their servers. */
public final class GuestObserver implements NodeEvents {
    private static final Logger LOG = LoggerFactory.getLogger(GuestObserver.class);

    private final Database database;
    private final ServerService servers;
    private final GuestDuty duty;
    private final GuestRepository guests = new GuestRepository();

    public GuestObserver(Database database, ServerService servers, GuestDuty duty) {
        this.database = database;
        this.servers = servers;
        this.duty = duty;
    }

    /**
     * What the node runs is as it says; what it does not mention it has not, and must be told
     * again.
     */
    @Override
    public void linked(Node node, Hello hello, NodeLink link) {
        Set<String> mentioned = new HashSet<>();
        for (GuestObservation observation : hello.guests()) {
            mentioned.add(observation.guest());
            observe(node, observation, true);
        }
        for (Guest guest : database.read(tx -> guests.ofNode(tx, node.id()))) {
            if (!mentioned.contains(guest.id())
                    && !guest.unsettled()
                    && guest.wanted() != GuestMode.STOPPED) {
                forget(guest.id());
            }
        }
        duty.sendAll(node, link);
    }

    private void forget(String id) {
        database.write(tx -> locked(tx, id).ifPresent(guest -> guests.forget(tx, guest)));
    }

    /**
     * What a node says between its hellos only goes forward: an older intent than the one it has
     * confirmed comes from a link that was cut, and its new one has said better.
     */
    @Override
    public void observed(Node node, GuestObservation seen) {
        observe(node, seen, false);
    }

    private void observe(Node node, GuestObservation seen, boolean hello) {
        Optional<Guest> guest =
                database.transact(
                        tx -> {
                            Optional<Guest> found = locked(tx, seen.guest());
                            found.filter(row -> row.nodeId().equals(node.id()))
                                    .filter(row -> hello || seen.intent() >= row.observed())
                                    .ifPresent(row -> record(tx, row, seen));
                            return found;
                        });
        if (guest.isEmpty()) {
            LOG.warn("node {} runs guest {}, which is not one of ours", node.name(), seen.guest());
        }
        duty.nudge();
    }

    /**
     * The server's row is locked before its guest's is read, in the order in which all lock them.
     */
    private Optional<Guest> locked(Tx tx, String id) {
        return guests.find(tx, id)
                .filter(guest -> servers.lock(tx, guest.serverId()))
                .flatMap(ignored -> guests.find(tx, id));
    }

    private void record(Tx tx, Guest guest, GuestObservation seen) {
        if (!guests.observe(tx, guest, seen)) {
            throw new IllegalStateException("guest " + guest.id() + " was written under a lock");
        }
        boolean news = guest.unsettled() || guest.state() != seen.state();
        if (seen.intent() == guest.intent() && news) {
            conclude(tx, guests.find(tx, guest.id()).orElseThrow(), seen);
        }
    }

    private void conclude(Tx tx, Guest guest, GuestObservation seen) {
        switch (seen.state()) {
            case FAILED ->
                    servers.fault(
                            tx,
                            guest.serverId(),
                            seen.reason().orElse("The guest could not be started."));
            case RUNNING -> {
                if (guest.wanted() == GuestMode.RUNNING) {
                    servers.launched(tx, guest.serverId());
                }
            }
            case STOPPED -> {
                if (guest.wanted() == GuestMode.RUNNING) {
                    servers.stoppedByItself(
                            tx, guest.serverId(), seen.reason().orElse("it powered off"));
                    guests.want(
                            tx, guest, GuestMode.STOPPED, guest.softReboots(), guest.hardReboots());
                }
            }
            case PAUSED, SUSPENDED, ABSENT -> {
                // as wanted: nothing follows
            }
        }
        if (seen.state() != GuestState.FAILED) {
            servers.settled(tx, guest.serverId());
            servers.became(tx, guest.serverId(), seen.state());
        }
    }
}
