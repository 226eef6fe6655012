package org.bastide.controller.compute.instanceaction;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Microversion;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.db.Database;
import org.bastide.controller.ledger.Ledger;

import java.util.List;

/** Shows what was done to servers; since 2.21 also to those that are deleted. */
public final class InstanceActions {
    private final Database database;
    private final ServerService servers;
    private final Ledger ledger = new Ledger();

    public InstanceActions(Database database, ServerService servers) {
        this.database = database;
        this.servers = servers;
    }

    /** A server with what was done to it, newest first. */
    record History(Server server, List<InstanceAction> actions) {}

    History list(Caller caller, String id, Microversion version) {
        caller.require(ComputePermission.INSTANCE_ACTIONS_LIST);
        return history(caller, id, version);
    }

    /** One action, by the id of the request that asked for it. */
    History show(Caller caller, String id, Microversion version, String request) {
        caller.require(ComputePermission.INSTANCE_ACTIONS_SHOW);
        History all = history(caller, id, version);
        List<InstanceAction> one =
                all.actions().stream().filter(action -> action.request().equals(request)).toList();
        if (one.isEmpty()) {
            throw Problem.notFound(
                    "Action for request_id %s on instance %s not found".formatted(request, id));
        }
        return new History(all.server(), one);
    }

    private History history(Caller caller, String id, Microversion version) {
        return database.read(
                tx -> {
                    Server server =
                            version.atLeast(2, 21)
                                    ? servers.showEver(tx, caller, id)
                                    : servers.show(tx, caller, id);
                    return new History(
                            server, InstanceAction.of(ledger.of(tx, "server", id)).reversed());
                });
    }
}
