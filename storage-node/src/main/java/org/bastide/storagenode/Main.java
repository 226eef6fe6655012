package org.bastide.storagenode;

import org.bastide.common.http.EventLoops;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.node.AgentCommand;
import org.bastide.common.node.NodeIdentity;
import org.bastide.storagenode.rbd.CephBlockStore;

import picocli.CommandLine.Command;

import java.nio.file.Path;
import java.time.InstantSource;

/** The storage node's command line. */
@Command(
        name = "bastide-storage-node",
        description = "Stores images and makes disks for a Bastide cloud.")
public final class Main extends AgentCommand<StorageNodeConfig> {
    private Main() {
        super(StorageNodeConfig.class);
    }

    /** Runs a command and ends with its status. */
    public static void main(String[] arguments) {
        System.exit(new Main().run(arguments));
    }

    @Override
    protected Path state(StorageNodeConfig config) {
        return config.state();
    }

    @Override
    protected Agent agent(StorageNodeConfig config, NodeIdentity identity) {
        StorageNode node =
                new StorageNode(
                        config,
                        new CephBlockStore(config.ceph().configuration(), config.ceph().user()),
                        InstantSource.system());
        NodeLinks links = new NodeLinks(EventLoops.start(), identity, node.handler());
        return new Agent(
                () -> {
                    node.start();
                    links.start();
                },
                () -> {
                    links.close();
                    node.close();
                });
    }
}
