package org.bastide.storagenode.disk;

import org.bastide.common.link.Outcome.DiskReady;
import org.bastide.common.link.Work.EnsureDisk;
import org.bastide.common.tls.Pem;
import org.bastide.common.tls.Sealed;
import org.bastide.storagenode.image.ImageStore;
import org.bastide.storagenode.rbd.BlockStore;
import org.bastide.storagenode.rbd.BlockStoreException;
import org.bastide.storagenode.rbd.DiskUser;
import org.bastide.storagenode.rbd.ImageSpec;
import org.bastide.storagenode.rbd.Room;

import java.security.cert.X509Certificate;
import java.time.Duration;

/** Makes and removes disks. */
public final class DiskStore {
    private static final String MADE = "bastide_made";
    private static final String USER = "bastide-disk-";
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final BlockStore store;
    private final ImageStore images;
    private final String pool;
    private final Duration patience;

    /**
     * Makes the store.
     *
     * @param pool the pool of disks
     * @param patience how long a removal waits for who has the disk open: RBD believes for 30
     *     seconds that a killed QEMU lives
     */
    public DiskStore(BlockStore store, ImageStore images, String pool, Duration patience) {
        this.store = store;
        this.images = images;
        this.pool = pool;
        this.patience = patience;
    }

    /**
     * Makes a disk, or what it lacks.
     *
     * @throws BlockStoreException NOT_FOUND if the image does not exist, FULL if nothing fits
     */
    public DiskReady ensure(EnsureDisk work) {
        X509Certificate certificate = Pem.certificates(work.certificate()).getFirst();
        ImageSpec disk = new ImageSpec(pool, ImageSpec.id(work.disk()));
        if (store.annotation(disk, MADE).filter(work.disk()::equals).isEmpty()) {
            mustHaveRoom(work.size());
            make(disk, work);
            store.finish(disk, work.size(), MADE, disk.name());
        } else {
            store.grow(disk, work.size());
        }
        DiskUser user = store.grant(disk, USER + work.disk());
        return new DiskReady(
                pool,
                disk.name(),
                store.monitors(),
                user.name(),
                Sealed.seal(user.key(), certificate));
    }

    private void make(ImageSpec disk, EnsureDisk work) {
        store.remove(disk);
        if (work.image().isPresent()) {
            String image = work.image().get();
            try {
                store.copyOnWrite(images.bootable(image), images.snapshot(), disk);
            } catch (BlockStoreException e) {
                throw e.kind() == BlockStoreException.Kind.NOT_FOUND ? missing(image) : e;
            }
        } else {
            store.create(disk, work.size());
        }
    }

    private static BlockStoreException missing(String image) {
        return new BlockStoreException(
                BlockStoreException.Kind.NOT_FOUND,
                "image " + image + " does not exist, or is not stored yet");
    }

    /** Disks are thin: any room at all will do, and what guests write is not foreseen. */
    private void mustHaveRoom(long size) {
        Room room = store.room(pool);
        if (room.available() <= 0) {
            throw new BlockStoreException(
                    BlockStoreException.Kind.FULL,
                    "the pool of disks is full: no room for a disk of "
                            + size
                            + " bytes; "
                            + room.used()
                            + " bytes are used, "
                            + room.available()
                            + " available");
        }
    }

    /**
     * Removes a disk and its user.
     *
     * @throws BlockStoreException BUSY if somebody has it open for longer than our patience
     */
    public void delete(String id) throws InterruptedException {
        ImageSpec disk = new ImageSpec(pool, ImageSpec.id(id));
        long deadline = System.nanoTime() + patience.toNanos();
        while (!removed(disk, deadline)) {
            Thread.sleep(PAUSE);
        }
        store.revoke(USER + id);
    }

    private boolean removed(ImageSpec disk, long deadline) {
        try {
            store.remove(disk);
            return true;
        } catch (BlockStoreException e) {
            boolean wait =
                    e.kind() == BlockStoreException.Kind.BUSY && System.nanoTime() - deadline < 0;
            if (!wait) {
                throw e;
            }
            return false;
        }
    }
}
