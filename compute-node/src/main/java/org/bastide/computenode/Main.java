package org.bastide.computenode;

import io.vertx.core.Vertx;

import org.bastide.common.http.EventLoops;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.node.AgentCommand;
import org.bastide.common.node.NodeIdentity;
import org.bastide.computenode.libvirt.Acceleration;
import org.bastide.computenode.libvirt.LibvirtHypervisor;

import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** The compute node's command line. */
@Command(
        name = "bastide-compute-node",
        description = "Runs guests on this server for a Bastide cloud.")
public final class Main extends AgentCommand<ComputeNodeConfig> {
    private Main() {
        super(ComputeNodeConfig.class);
    }

    /** Runs a command and ends with its status. */
    public static void main(String[] arguments) {
        System.exit(new Main().run(arguments));
    }

    @Override
    protected Path state(ComputeNodeConfig config) {
        return config.state();
    }

    @Override
    protected Agent agent(ComputeNodeConfig config, NodeIdentity identity) {
        Vertx vertx = EventLoops.start();
        AtomicReference<NodeLinks> links = new AtomicReference<>();
        ComputeNode node =
                new ComputeNode(
                        config,
                        new LibvirtHypervisor(config.libvirt(), Acceleration.detect()),
                        identity.key(),
                        new ComputeNode.Links(
                                () -> links.get().isConnected(), seen -> links.get().tell(seen)),
                        InstantSource.system());
        links.set(new NodeLinks(vertx, identity, node.handler()));
        return new Agent(
                () -> {
                    node.start();
                    links.get().start();
                },
                () -> {
                    links.get().close();
                    node.close();
                });
    }
}
