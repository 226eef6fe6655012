package org.bastide.computenode;

import io.vertx.core.Vertx;

import org.bastide.common.config.Config;
import org.bastide.common.http.EventLoops;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.node.Join;
import org.bastide.common.node.JoinToken;
import org.bastide.common.node.NodeIdentity;
import org.bastide.computenode.libvirt.Acceleration;
import org.bastide.computenode.libvirt.LibvirtHypervisor;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The compute node's command line. */
@Command(
        name = "bastide-compute-node",
        description = "Runs guests on this server for a Bastide cloud.",
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    /** Runs a command and ends with its status. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Main())
                        .setExecutionExceptionHandler(Main::explain)
                        .execute(arguments));
    }

    @Command(description = "Makes this server a node of a cloud.")
    int join(
            @Option(names = "--config", required = true, description = "The configuration file.")
                    Path config,
            @Option(
                            names = "--token-file",
                            required = true,
                            description = "The file with the one-time token.")
                    Path tokenFile)
            throws IOException {
        ComputeNodeConfig read = Config.read(config, ComputeNodeConfig.class);
        Files.createDirectories(read.state());
        JoinToken token = JoinToken.decode(Files.readString(tokenFile));
        NodeIdentity identity = Join.join(token, read.state());
        new CommandLine(this).getOut().println("joined as " + identity.name());
        return 0;
    }

    @Command(description = "Serves until it is stopped.")
    int serve(
            @Option(names = "--config", required = true, description = "The configuration file.")
                    Path config)
            throws InterruptedException {
        ComputeNodeConfig read = Config.read(config, ComputeNodeConfig.class);
        NodeIdentity identity = NodeIdentity.load(read.state());
        Vertx vertx = EventLoops.start();
        AtomicReference<NodeLinks> links = new AtomicReference<>();
        ComputeNode node =
                new ComputeNode(
                        read,
                        new LibvirtHypervisor(read.libvirt(), Acceleration.detect()),
                        identity.key(),
                        new ComputeNode.Links(
                                () -> links.get().isConnected(), seen -> links.get().tell(seen)),
                        InstantSource.system());
        links.set(new NodeLinks(vertx, identity, node.handler()));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            links.get().close();
                                            node.close();
                                            ended.countDown();
                                        }));
        node.start();
        links.get().start();
        ended.await();
        return 0;
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(e.getMessage());
        return 1;
    }
}
