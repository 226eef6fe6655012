package org.bastide.storagenode.rbd;

import com.ceph.rbd.jna.Rbd;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

/** librbd beyond rados-java. Names, orders and types are those of {@code rbd/librbd.h}. */
interface Librbd extends Rbd {
    Librbd RBD = Native.load("rbd", Librbd.class);

    int rbd_get_size(Pointer image, LongByReference size);

    int rbd_get_id(Pointer image, byte[] id, long length);

    int rbd_open_by_id_read_only(
            Pointer pool, String id, PointerByReference image, String snapshot);

    int rbd_get_create_timestamp(Pointer image, Pointer timespec);

    int rbd_get_parent(Pointer image, Pointer parentImage, Pointer parentSnapshot);

    void rbd_linked_image_spec_cleanup(Pointer image);

    void rbd_snap_spec_cleanup(Pointer snapshot);

    int rbd_metadata_get(Pointer image, String key, byte[] value, LongByReference length);

    int rbd_metadata_set(Pointer image, String key, String value);

    int rbd_snap_list(Pointer image, Pointer snapshots, IntByReference most);

    void rbd_snap_list_end(Pointer snapshots);

    int rbd_trash_move(Pointer pool, String name, long delaySeconds);

    int rbd_trash_list(Pointer pool, Pointer entries, LongByReference count);

    void rbd_trash_list_cleanup(Pointer entries, long count);

    int rbd_trash_remove(Pointer pool, String id, byte force);

    int rbd_flush(Pointer image);

    int rbd_aio_create_completion(Pointer argument, Pointer callback, PointerByReference out);

    int rbd_aio_write(Pointer image, long offset, long length, Pointer bytes, Pointer completion);

    int rbd_aio_read(Pointer image, long offset, long length, Pointer bytes, Pointer completion);

    int rbd_aio_wait_for_complete(Pointer completion);

    long rbd_aio_get_return_value(Pointer completion);

    void rbd_aio_release(Pointer completion);
}
