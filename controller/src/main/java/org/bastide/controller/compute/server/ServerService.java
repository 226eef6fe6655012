package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.common.link.GuestState;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.guest.Guest;
import org.bastide.controller.compute.guest.GuestService;
import org.bastide.controller.compute.quota.QuotaUse;
import org.bastide.controller.compute.quota.Use;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.ledger.Event;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeService;
import org.bastide.controller.placement.decision.Demand;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Servers that are there, and what becomes of them. {@link CreateServers} makes them, {@link
 * ActOnServer} acts on them.
 */
public final class ServerService implements QuotaUse {
    private static final int TRIES = 10;

    private final Database database;
    private final GuestService guests;
    private final NodeService nodes;
    private final InstantSource clock;
    private final ComputeEvents events;
    private final ServerRepository repository = new ServerRepository();

    public ServerService(
            Database database, GuestService guests, NodeService nodes, InstantSource clock) {
        this.database = database;
        this.guests = guests;
        this.nodes = nodes;
        this.clock = clock;
        this.events = new ComputeEvents(clock);
    }

    /** The servers that a filter names, newest first. */
    public List<ServerDetail> list(Caller caller, ServerFilter filter) {
        caller.require(ComputePermission.SERVERS_LIST);
        Optional<String> project = filter.project(caller);
        return database.read(
                tx -> {
                    Map<String, Guest> byServer = guests.byServer(tx, project);
                    Map<String, Node> byId = new HashMap<>();
                    nodes.all(tx).forEach(node -> byId.put(node.id(), node));
                    return repository.list(tx, project, filter.life()).stream()
                            .map(server -> detail(server, byServer.get(server.id()), byId))
                            .filter(filter.matches())
                            .toList();
                });
    }

    private static ServerDetail detail(Server server, Guest guest, Map<String, Node> nodes) {
        Optional<Guest> has = Optional.ofNullable(guest);
        return new ServerDetail(server, has, has.map(Guest::nodeId).map(nodes::get));
    }

    /** One server. */
    public ServerDetail show(Caller caller, String id) {
        caller.require(ComputePermission.SERVERS_SHOW);
        return database.read(tx -> visible(tx, caller, id));
    }

    /** One that is there and that the caller sees. */
    ServerDetail visible(Tx tx, Caller caller, String id) {
        Server server =
                once(tx, caller, id)
                        .filter(one -> one.deleted().isEmpty())
                        .orElseThrow(() -> unknown(id));
        Optional<Guest> guest = guests.ofServer(tx, id);
        return new ServerDetail(server, guest, guest.flatMap(one -> nodes.find(tx, one.nodeId())));
    }

    private Optional<Server> once(Tx tx, Caller caller, String id) {
        return repository.find(tx, id).filter(one -> caller.sees(one.project()));
    }

    /** One that is there and that the caller sees, for other packages. */
    public Server show(Tx tx, Caller caller, String id) {
        return visible(tx, caller, id).server();
    }

    /** One that is or was there and that the caller sees, for other packages. */
    public Server showEver(Tx tx, Caller caller, String id) {
        return once(tx, caller, id).orElseThrow(() -> unknown(id));
    }

    /** The same, to be changed: one that is locked only administrators change. */
    ServerDetail changeable(Tx tx, Caller caller, String id) {
        ServerDetail detail = visible(tx, caller, id);
        if (detail.server().lock().isPresent() && !caller.isAdmin()) {
            throw Problem.conflict("Instance %s is locked".formatted(id));
        }
        return detail;
    }

    static Problem unknown(String id) {
        return Problem.notFound("Instance %s could not be found.".formatted(id));
    }

    /** Changes how a server is named and described. */
    public ServerDetail update(Caller caller, String id, ServerChange change) {
        caller.require(ComputePermission.SERVERS_UPDATE);
        return change(
                tx -> {
                    Server server = visible(tx, caller, id).server();
                    events.append(tx, caller, "server", id, "update", Map.of());
                    return repository.change(tx, server, change, clock.instant())
                            ? Optional.of(visible(tx, caller, id))
                            : Optional.empty();
                });
    }

    /** A lost race, which the work reports by an empty result, is rolled back and decided anew. */
    <T> T change(Function<Tx, Optional<T>> work) {
        for (int tried = 0; tried < TRIES; tried++) {
            try {
                return database.transact(tx -> work.apply(tx).orElseThrow(Raced::new));
            } catch (Raced again) {
                // somebody wrote first
            }
        }
        throw Problem.conflict("The server is being changed by others; try again.");
    }

    private static final class Raced extends RuntimeException {}

    @Override
    public Use of(Tx tx, String project) {
        return repository.use(
                tx,
                project,
                row -> new Use(row.number("instances"), row.number("cores"), row.number("ram")));
    }

    /**
     * Locks a server's row until the transaction ends: whoever writes both a server and its guest
     * locks this one first. False: there is none.
     */
    public boolean lock(Tx tx, String id) {
        return repository.lock(tx, id);
    }

    /** A server, for the duties. */
    public Optional<Server> find(Tx tx, String id) {
        return repository.find(tx, id);
    }

    /** Servers that placement has not decided on, oldest first. */
    public List<Demand> unplaced(Tx tx, int most) {
        return repository.unplaced(tx, most);
    }

    /**
     * Notes that placement has decided. False: the server changed meanwhile, and is to be left
     * alone.
     */
    public boolean placed(Tx tx, String id) {
        return repository.placed(tx, id);
    }

    /** What was asked for cannot be: the server is in error, and says why. */
    public void fault(Tx tx, String id, String reason) {
        repository.fault(tx, id, new Server.Fault(500, reason, clock.instant()));
        happened(
                tx,
                id,
                "server.error",
                Map.of("reason", reason.substring(0, Math.min(1000, reason.length()))));
    }

    /** What was wanted last is real: an earlier fault is over. */
    public void settled(Tx tx, String id) {
        repository.clearFault(tx, id);
    }

    /** It runs, for the first time or again. */
    public void launched(Tx tx, String id) {
        if (find(tx, id).filter(server -> server.launched().isEmpty()).isPresent()) {
            repository.launched(tx, id, clock.instant());
            happened(tx, id, "server.launch", Map.of());
        }
    }

    /** A node has made its guest what was wanted last, or the guest has changed by itself. */
    public void became(Tx tx, String id, GuestState state) {
        repository.touch(tx, id, clock.instant());
        happened(tx, id, "server.state", Map.of("state", state.name()));
    }

    /** The guest has shut itself down. */
    public void stoppedByItself(Tx tx, String id, String reason) {
        launched(tx, id);
        repository.touch(tx, id, clock.instant());
        happened(tx, id, "server.power-off", Map.of("reason", reason));
    }

    /** Nothing is left of it but history. */
    public void deleted(Tx tx, String id) {
        repository.deleted(tx, id, clock.instant());
        happened(tx, id, "server.deleted", Map.of());
    }

    private void happened(Tx tx, String id, String kind, Map<String, String> detail) {
        Optional<String> project = find(tx, id).map(Server::project);
        tx.event(
                new Event(
                        clock.instant(),
                        "compute",
                        project,
                        kind,
                        "server",
                        id,
                        Optional.empty(),
                        detail));
    }
}
