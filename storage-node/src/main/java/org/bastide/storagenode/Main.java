package org.bastide.storagenode;

import org.bastide.common.config.Config;
import org.bastide.common.http.EventLoops;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.node.Join;
import org.bastide.common.node.JoinToken;
import org.bastide.common.node.NodeIdentity;
import org.bastide.storagenode.rbd.CephBlockStore;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** The storage node's command line. */
@Command(
        name = "bastide-storage-node",
        description = "Stores images and makes disks for a Bastide cloud.",
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
        StorageNodeConfig read = Config.read(config, StorageNodeConfig.class);
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
        StorageNodeConfig read = Config.read(config, StorageNodeConfig.class);
        NodeIdentity identity = NodeIdentity.load(read.state());
        StorageNode node =
                new StorageNode(
                        read,
                        new CephBlockStore(read.ceph().configuration(), read.ceph().user()),
                        InstantSource.system());
        NodeLinks links = new NodeLinks(EventLoops.start(), identity, node.handler());
        CountDownLatch ended = new CountDownLatch(1);
        Thread stop =
                Thread.ofPlatform()
                        .unstarted(
                                () -> {
                                    links.close();
                                    node.close();
                                    ended.countDown();
                                });
        Runtime.getRuntime().addShutdownHook(stop);
        node.start();
        links.start();
        ended.await();
        return 0;
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(e.getMessage());
        return 1;
    }
}
