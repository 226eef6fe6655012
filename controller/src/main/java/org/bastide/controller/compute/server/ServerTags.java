package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.server.ServerStatus.VmState;
import org.bastide.controller.db.Database;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Words that tenants find their servers by. */
public final class ServerTags {
    private static final Set<VmState> TAGGABLE =
            EnumSet.of(VmState.ACTIVE, VmState.PAUSED, VmState.SUSPENDED, VmState.STOPPED);

    private final Database database;
    private final ServerService servers;
    private final InstantSource clock;
    private final ComputeEvents events;
    private final ServerRepository repository = new ServerRepository();

    public ServerTags(Database database, ServerService servers, InstantSource clock) {
        this.database = database;
        this.servers = servers;
        this.clock = clock;
        this.events = new ComputeEvents(clock);
    }

    List<String> list(Caller caller, String id) {
        caller.require(ComputePermission.SERVER_TAGS_LIST);
        return database.read(tx -> servers.visible(tx, caller, id)).server().tags();
    }

    /** Goes on only where the server has the tag. */
    void require(Caller caller, String id, String tag) {
        caller.require(ComputePermission.SERVER_TAGS_SHOW);
        if (!database.read(tx -> servers.visible(tx, caller, id)).server().tags().contains(tag)) {
            throw unknown(id, tag);
        }
    }

    List<String> replace(Caller caller, String id, List<String> tags) {
        return change(caller, ComputePermission.SERVER_TAGS_UPDATE_ALL, id, ignored -> tags);
    }

    /** Adds a tag; false where the server has it already. */
    boolean add(Caller caller, String id, String tag) {
        boolean[] added = {false};
        change(
                caller,
                ComputePermission.SERVER_TAGS_UPDATE,
                id,
                tags -> {
                    added[0] = !tags.contains(tag);
                    if (added[0] && tags.size() >= ServerFields.MOST_TAGS) {
                        throw ServerFields.tooManyTags();
                    }
                    if (added[0]) {
                        tags.add(tag);
                    }
                    return tags;
                });
        return added[0];
    }

    void delete(Caller caller, String id, String tag) {
        change(
                caller,
                ComputePermission.SERVER_TAGS_DELETE,
                id,
                tags -> {
                    if (!tags.remove(tag)) {
                        throw unknown(id, tag);
                    }
                    return tags;
                });
    }

    void deleteAll(Caller caller, String id) {
        change(caller, ComputePermission.SERVER_TAGS_DELETE_ALL, id, ignored -> List.of());
    }

    private List<String> change(
            Caller caller,
            ComputePermission permission,
            String id,
            UnaryOperator<List<String>> change) {
        caller.require(permission);
        return servers.change(
                tx -> {
                    ServerDetail detail = servers.visible(tx, caller, id);
                    if (!TAGGABLE.contains(detail.status().vm())) {
                        throw ActOnServer.refused(detail, "update tags");
                    }
                    Server server = detail.server();
                    List<String> changed = change.apply(new ArrayList<>(server.tags()));
                    if (changed.equals(server.tags())) {
                        return Optional.of(changed);
                    }
                    events.append(tx, caller, "server", id, "tags", Map.of());
                    return repository.tag(tx, server, changed, clock.instant())
                            ? Optional.of(changed)
                            : Optional.empty();
                });
    }

    private static Problem unknown(String id, String tag) {
        return Problem.notFound("Server %s has no tag '%s'".formatted(id, tag));
    }
}
