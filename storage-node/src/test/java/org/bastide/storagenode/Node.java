package org.bastide.storagenode;

import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.OpenChannel;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.Outcome.ImageStored;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.Work;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.UUID;

/** A storage node with one controller, as tests talk to it. */
public final class Node implements AutoCloseable {
    static final long LIMIT = 1L << 30;

    private final StorageNode node;
    private final RecordingLink link = new RecordingLink();

    /** Keeps the cluster's store open when it closes. */
    Node(CephCluster.Running ceph, Path state) {
        StorageNodeConfig config =
                new StorageNodeConfig(
                        state,
                        new StorageNodeConfig.Ceph(
                                ceph.directory().resolve("ceph.conf"), "bastide-storage"),
                        new StorageNodeConfig.Pools("images", "disks", "volumes"));
        node =
                new StorageNode(
                        config,
                        new org.bastide.storagenode.rbd.CephBlockStore(
                                config.ceph().configuration(), config.ceph().user()),
                        InstantSource.system());
    }

    RecordingLink link() {
        return link;
    }

    /** Does a new task's first attempt. */
    Outcome does(Work work) {
        return does(UUID.randomUUID().toString(), 1, work);
    }

    Outcome does(String task, int attempt, Work work) {
        receive(task, attempt, work, link);
        return link.outcome(task, attempt);
    }

    void receive(String task, int attempt, Work work, ControllerLink from) {
        node.handler().receive(new TaskDirective(1, task, attempt, work), from);
    }

    /** Uploads as a task's first attempt. */
    Outcome uploads(String image, String format, byte[] bytes) {
        return uploads(image, format, bytes, OptionalLong.of(bytes.length));
    }

    Outcome uploads(String image, String format, byte[] bytes, OptionalLong size) {
        String channel = UUID.randomUUID().toString();
        link.offer(channel, bytes);
        return does(new Work.StoreImage(image, channel, format, size, LIMIT));
    }

    /** Uploads and keeps an image, and returns its id. */
    String image(String format, byte[] bytes) {
        String image = UUID.randomUUID().toString();
        Outcome stored = uploads(image, format, bytes);
        if (!(stored instanceof ImageStored)) {
            throw new AssertionError(stored);
        }
        does(new Work.KeepImage(image, 1));
        return image;
    }

    /** What a download of the image yields. */
    byte[] downloads(String image) {
        String channel = UUID.randomUUID().toString();
        node.handler().receive(new OpenChannel(channel, image), link);
        return link.received(channel);
    }

    StorageNode node() {
        return node;
    }

    @Override
    public void close() {
        node.close();
    }
}
