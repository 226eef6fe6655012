package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.quota.Quota;
import org.bastide.controller.compute.quota.QuotaService;
import org.bastide.controller.compute.server.ServerStatus.VmState;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What tenants note about their servers. */
public final class ServerMetadata {
    /** So many fit the column, whatever the quota says. */
    private static final int MOST_ITEMS = 500;

    private final Database database;
    private final ServerService servers;
    private final QuotaService quotas;
    private final InstantSource clock;
    private final ComputeEvents events;
    private final ServerRepository repository = new ServerRepository();

    public ServerMetadata(
            Database database, ServerService servers, QuotaService quotas, InstantSource clock) {
        this.database = database;
        this.servers = servers;
        this.quotas = quotas;
        this.clock = clock;
        this.events = new ComputeEvents(clock);
    }

    /**
     * Goes on only where a project's server may have so much metadata.
     *
     * @throws Problem FORBIDDEN otherwise
     */
    static void requireRoom(
            QuotaService quotas, Tx tx, String project, Map<String, String> metadata) {
        int limit = quotas.limit(tx, project, Quota.METADATA_ITEMS);
        int most = limit < 0 ? MOST_ITEMS : Math.min(limit, MOST_ITEMS);
        if (metadata.size() > most) {
            throw Problem.forbidden("Maximum number of metadata items exceeds %d".formatted(most));
        }
    }

    Map<String, String> list(Caller caller, String id) {
        caller.require(ComputePermission.SERVER_METADATA_LIST);
        return database.read(tx -> servers.visible(tx, caller, id)).server().metadata();
    }

    String show(Caller caller, String id, String key) {
        caller.require(ComputePermission.SERVER_METADATA_SHOW);
        return Optional.ofNullable(
                        database.read(tx -> servers.visible(tx, caller, id))
                                .server()
                                .metadata()
                                .get(key))
                .orElseThrow(ServerMetadata::unknown);
    }

    /** Adds to the metadata, or changes some of it; the whole is returned. */
    Map<String, String> merge(
            Caller caller, ComputePermission permission, String id, Map<String, String> more) {
        return change(
                caller,
                permission,
                id,
                metadata -> {
                    metadata.putAll(more);
                    return metadata;
                });
    }

    /** Replaces all of it. */
    Map<String, String> replace(Caller caller, String id, Map<String, String> metadata) {
        return change(
                caller, ComputePermission.SERVER_METADATA_UPDATE_ALL, id, ignored -> metadata);
    }

    void delete(Caller caller, String id, String key) {
        change(
                caller,
                ComputePermission.SERVER_METADATA_DELETE,
                id,
                metadata -> {
                    if (metadata.remove(key) == null) {
                        throw unknown();
                    }
                    return metadata;
                });
    }

    private Map<String, String> change(
            Caller caller,
            ComputePermission permission,
            String id,
            UnaryOperator<Map<String, String>> change) {
        caller.require(permission);
        return servers.change(
                tx -> {
                    ServerDetail detail = servers.changeable(tx, caller, id);
                    requireCalm(detail);
                    Server server = detail.server();
                    Map<String, String> changed =
                            change.apply(new LinkedHashMap<>(server.metadata()));
                    requireRoom(quotas, tx, server.project(), changed);
                    events.append(tx, caller, "server", id, "metadata", Map.of());
                    return repository.describe(tx, server, changed, clock.instant())
                            ? Optional.of(changed)
                            : Optional.empty();
                });
    }

    /** As Nova: only of a server that is well and to which nothing is under way. */
    private static void requireCalm(ServerDetail detail) {
        ServerStatus status = detail.status();
        if (status.task().isPresent()
                || status.vm() == VmState.ERROR
                || status.vm() == VmState.BUILDING) {
            throw ActOnServer.refused(detail, "update metadata");
        }
    }

    private static Problem unknown() {
        return Problem.notFound("Metadata item was not found");
    }
}
