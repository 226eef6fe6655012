package org.bastide.storagenode.rbd;

import static org.bastide.storagenode.rbd.Librbd.RBD;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;

import java.util.ArrayList;
import java.util.List;

/**
 * Removes images. With clone v2 a snapshot with children can be removed: RBD keeps it, hidden,
 * until the last child is gone. The image that holds it must then wait in the trash.
 */
final class CephTrash {
    /** {@code rbd_trash_image_info_t}: id, name, source, two times. */
    private static final int ENTRY_LENGTH = 5 * Long.BYTES;

    /** {@code rbd_snap_info_t}: id, size, name. */
    private static final int SNAPSHOT_LENGTH = 3 * Long.BYTES;

    private static final int SNAPSHOTS = 16;

    private final CephConnection connection;
    private final CephImages images;

    CephTrash(CephConnection connection, CephImages images) {
        this.connection = connection;
        this.images = images;
    }

    /**
     * Removes an image with its snapshots, into the trash where it has children. One that cannot be
     * opened may have begun to exist when its maker was killed: its name is taken, and RBD's
     * removal frees it.
     */
    void remove(ImageSpec image) {
        List<String> snapshots = images.find(image, this::snapshots).orElse(List.of());
        if (!snapshots.isEmpty()) {
            images.with(image, true, handle -> removeSnapshots(image, handle));
        }
        Pointer pool = connection.pool(image.pool());
        int result = RBD.rbd_remove(pool, image.name());
        boolean refused = result == -CephError.EBUSY || result == -CephError.ENOTEMPTY;
        if (refused && images.with(image, false, this::hasSnapshots)) {
            result = RBD.rbd_trash_move(pool, image.name(), 0);
        }
        if (result != -CephError.ENOENT) {
            connection.check(result, "removing " + image);
        }
    }

    /** Removes what has no children any more. */
    void purge(String poolName) {
        Pointer pool = connection.pool(poolName);
        for (String id : list(pool)) {
            int result = RBD.rbd_trash_remove(pool, id, (byte) 1);
            boolean waits = result == -CephError.EBUSY || result == -CephError.ENOTEMPTY;
            if (!waits && result != -CephError.ENOENT) {
                connection.check(result, "emptying the trash of pool " + poolName);
            }
        }
    }

    private List<String> list(Pointer pool) {
        LongByReference count = new LongByReference(0);
        int result = RBD.rbd_trash_list(pool, null, count);
        while (result == -CephError.ERANGE || (result == 0 && count.getValue() > 0)) {
            try (Memory entries = new Memory(count.getValue() * ENTRY_LENGTH)) {
                result = RBD.rbd_trash_list(pool, entries, count);
                if (result >= 0) {
                    List<String> ids = ids(entries, count.getValue());
                    RBD.rbd_trash_list_cleanup(entries, count.getValue());
                    return ids;
                }
            }
        }
        connection.check(result, "listing the trash");
        return List.of();
    }

    private static List<String> ids(Memory entries, long count) {
        List<String> ids = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            ids.add(entries.getPointer(i * ENTRY_LENGTH).getString(0));
        }
        return ids;
    }

    private int removeSnapshots(ImageSpec image, Pointer handle) {
        List<String> names = snapshots(handle);
        for (String name : names) {
            int result = RBD.rbd_snap_remove(handle, name);
            if (result != -CephError.ENOENT) {
                connection.check(result, "removing a snapshot of " + image);
            }
        }
        return names.size();
    }

    private boolean hasSnapshots(Pointer handle) {
        return !snapshots(handle).isEmpty();
    }

    /** Of all namespaces: those that RBD keeps for children are among them. */
    private List<String> snapshots(Pointer handle) {
        IntByReference most = new IntByReference(SNAPSHOTS);
        int count = -CephError.ERANGE;
        while (count == -CephError.ERANGE) {
            try (Memory entries = new Memory((long) most.getValue() * SNAPSHOT_LENGTH)) {
                entries.clear();
                count = RBD.rbd_snap_list(handle, entries, most);
                if (count >= 0) {
                    List<String> names = new ArrayList<>();
                    for (int i = 0; i < count; i++) {
                        names.add(entries.getPointer((i + 1L) * SNAPSHOT_LENGTH - 8).getString(0));
                    }
                    RBD.rbd_snap_list_end(entries);
                    return names;
                }
            }
        }
        throw CephError.failure("listing snapshots", count);
    }
}
