package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.node.Links;
import org.bastide.controller.node.NodeLink;

import java.time.Duration;
import java.util.OptionalInt;

/** What a guest wrote to its serial console, asked of its node. */
public final class ConsoleLog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ServerService servers;
    private final Links links;

    public ConsoleLog(ServerService servers, Links links) {
        this.servers = servers;
        this.links = links;
    }

    /** The newest so many lines, all that is kept where none are named. */
    public String read(Caller caller, String id, OptionalInt lines) {
        caller.require(ComputePermission.CONSOLE_OUTPUT);
        ServerDetail detail = servers.show(caller, id);
        if (detail.guest().isEmpty()) {
            throw Problem.conflict("Instance %s is not ready".formatted(id));
        }
        NodeLink link =
                links.find(detail.guest().get().nodeId())
                        .orElseThrow(
                                () ->
                                        Problem.unavailable(
                                                "The host of instance %s is away.".formatted(id)));
        return link.consoleLog(detail.guest().get().id(), lines, PATIENCE);
    }
}
