package org.bastide.storagenode.task;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Outcome.Failed;
import org.bastide.common.link.Outcome.Kind;
import org.bastide.common.link.Work;
import org.bastide.storagenode.disk.DiskStore;
import org.bastide.storagenode.image.ImageRefused;
import org.bastide.storagenode.image.ImageStore;
import org.bastide.storagenode.rbd.BlockStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** Knows who does which work, and what its failures mean to a controller. */
public final class StorageWorker implements Worker {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWorker.class);
    private static final int LOCKS = 64;

    private final ImageStore images;
    private final DiskStore disks;

    /** Two tasks about one disk or image take turns; few others wait for the same lock. */
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    /** One step on an image or a disk. */
    private interface Step {
        Outcome run() throws InterruptedException;
    }

    public StorageWorker(ImageStore images, DiskStore disks) {
        this.images = images;
        this.disks = disks;
    }

    @Override
    public Outcome work(Work work, TaskContext context) throws InterruptedException {
        try {
            return switch (work) {
                case Work.StoreImage store -> store(store, context);
                case Work.KeepImage(String image, int stored) ->
                        alone(image, () -> keep(image, stored));
                case Work.DeleteImage(String image) -> alone(image, () -> deleteImage(image));
                case Work.EnsureDisk ensure -> alone(ensure.disk(), () -> disks.ensure(ensure));
                case Work.DeleteDisk(String disk) -> alone(disk, () -> deleteDisk(disk));
            };
        } catch (ImageRefused e) {
            return new Failed(Kind.REFUSED, e.getMessage());
        } catch (BlockStoreException e) {
            return new Failed(kind(e.kind()), e.getMessage());
        } catch (IOException e) {
            LOG.warn("storage work failed", e);
            return new Failed(Kind.TROUBLE, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            LOG.warn("work that makes no sense: {}", e.getMessage());
            return new Failed(Kind.TROUBLE, "the storage node refuses: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("storage work failed unexpectedly", e);
            return new Failed(Kind.TROUBLE, "the storage node failed: " + e.getMessage());
        }
    }

    private Outcome store(Work.StoreImage work, TaskContext context)
            throws IOException, InterruptedException {
        try (InputStream body = context.get(work.channel())) {
            return images.store(work, context.attempt(), body, context::progress);
        }
    }

    private Outcome keep(String image, int attempt) {
        images.keep(image, attempt);
        return new Outcome.Nothing();
    }

    private Outcome deleteImage(String image) {
        images.delete(image);
        return new Outcome.Nothing();
    }

    private Outcome deleteDisk(String disk) throws InterruptedException {
        disks.delete(disk);
        return new Outcome.Nothing();
    }

    private Outcome alone(String subject, Step step) throws InterruptedException {
        Lock lock = locks.get(Math.floorMod(subject.hashCode(), LOCKS));
        lock.lockInterruptibly();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }

    private static Kind kind(BlockStoreException.Kind kind) {
        return switch (kind) {
            case NOT_FOUND -> Kind.NOT_FOUND;
            case FULL -> Kind.NO_SPACE;
            case BUSY, EXISTS, TROUBLE -> Kind.TROUBLE;
        };
    }
}
