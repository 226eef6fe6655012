package org.bastide.storagenode;

import org.bastide.storagenode.disk.DiskStore;
import org.bastide.storagenode.image.ImageStore;
import org.bastide.storagenode.rbd.BlockStore;
import org.bastide.storagenode.rbd.BlockStoreException;
import org.bastide.storagenode.task.StorageWorker;
import org.bastide.storagenode.task.TaskRunner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Joins the parts of a storage node. */
public final class StorageNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageNode.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PROBE = Duration.ofSeconds(10);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Duration STALE = Duration.ofDays(1);
    private static final int HASHING = 2;

    private final BlockStore store;
    private final InstantSource clock;
    private final ExecutorService hashing =
            Executors.newFixedThreadPool(
                    HASHING, Thread.ofPlatform().daemon().name("hash-", 0).factory());
    private final ScheduledExecutorService background =
            Executors.newScheduledThreadPool(
                    2, Thread.ofPlatform().daemon().name("background-", 0).factory());
    private final ImageStore images;
    private final Health health;
    private final TaskRunner tasks;
    private final StorageNodeHandler handler;

    /** Makes a node that has not begun to sweep. */
    public StorageNode(StorageNodeConfig config, BlockStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        String pool = config.pools().images();
        images = new ImageStore(store, pool, config.state().resolve("decode"), hashing);
        DiskStore disks = new DiskStore(store, images, config.pools().disks(), PATIENCE);
        tasks = new TaskRunner(new StorageWorker(images, disks));
        health = new Health(store, pool);
        handler = new StorageNodeHandler(tasks, images, health);
    }

    /** Asks now and then how Ceph is, and sweeps what crashes left, and the trash. */
    public void start() {
        Future<?> probing =
                background.scheduleWithFixedDelay(
                        health::probe, 0, PROBE.toSeconds(), TimeUnit.SECONDS);
        Future<?> sweeping =
                background.scheduleWithFixedDelay(
                        this::sweep, 1, SWEEP.toMinutes(), TimeUnit.MINUTES);
        LOG.debug("{} {}", probing, sweeping);
    }

    private void sweep() {
        try {
            sweep(clock.instant().minus(STALE));
        } catch (BlockStoreException e) {
            LOG.warn("sweeping: {}", e.getMessage());
        }
    }

    /** Removes attempts begun before then, and from the trash what nothing needs any more. */
    void sweep(Instant before) {
        images.sweep(before);
    }

    /** What the links talk to. */
    public StorageNodeHandler handler() {
        return handler;
    }

    @Override
    public void close() {
        background.shutdownNow();
        handler.close();
        tasks.close();
        hashing.shutdown();
        store.close();
    }
}
