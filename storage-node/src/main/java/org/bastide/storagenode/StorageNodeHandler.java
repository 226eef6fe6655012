package org.bastide.storagenode;

import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.Heartbeat;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Messages;
import org.bastide.common.link.NodeHandler;
import org.bastide.common.link.OpenChannel;
import org.bastide.common.link.Query;
import org.bastide.common.link.SyncEnd;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.UnknownMessage;
import org.bastide.common.link.Unsupported;
import org.bastide.common.link.Welcome;
import org.bastide.common.node.Machine;
import org.bastide.storagenode.image.ImageStore;
import org.bastide.storagenode.image.ImageStore.Kept;
import org.bastide.storagenode.rbd.BlockStoreException;
import org.bastide.storagenode.task.TaskRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What the storage node does with what controllers say. */
public final class StorageNodeHandler implements NodeHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageNodeHandler.class);
    private static final int DOWNLOADS = 4;

    private final TaskRunner tasks;
    private final ImageStore images;
    private final Health health;
    private final ExecutorService downloads =
            Executors.newFixedThreadPool(
                    DOWNLOADS, Thread.ofPlatform().daemon().name("download-", 0).factory());

    StorageNodeHandler(TaskRunner tasks, ImageStore images, Health health) {
        this.health = health;
        this.tasks = tasks;
        this.images = images;
    }

    @Override
    public Hello hello() {
        return new Hello(
                Messages.PROTOCOL,
                List.of(),
                Machine.release(StorageNodeHandler.class),
                Machine.boot(),
                Machine.addresses(),
                Optional.empty(),
                List.of());
    }

    @Override
    public Heartbeat heartbeat() {
        return new Heartbeat(health.degraded());
    }

    @Override
    public void receive(ControllerMessage message, ControllerLink link) {
        switch (message) {
            case TaskDirective directive -> tasks.receive(directive, link);
            case OpenChannel open -> downloads.execute(() -> send(open, link));
            case GuestDirective directive ->
                    link.send(new Unsupported(Optional.of(directive.guest())));
            case Query query -> link.send(new Unsupported(Optional.of(query.guest())));
            case UnknownMessage _ -> link.send(new Unsupported(Optional.empty()));
            case Welcome _, SyncEnd _ -> LOG.debug("{}", message);
        }
    }

    private void send(OpenChannel open, ControllerLink link) {
        try {
            Optional<Kept> found = images.read(open.image());
            // Who waits for more bytes than none learns by this that there are none to come.
            Kept kept = found.orElseGet(() -> new Kept(InputStream.nullInputStream(), 0));
            try (InputStream bytes = kept.bytes()) {
                link.put(open.channel(), bytes, kept.size());
            }
        } catch (IOException | BlockStoreException | IllegalArgumentException e) {
            LOG.warn("sending image {}: {}", open.image(), e.getMessage());
        }
    }

    @Override
    public void close() {
        downloads.shutdownNow();
    }
}
