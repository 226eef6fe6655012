package org.bastide.storagenode.rbd;

import static org.bastide.storagenode.rbd.Librbd.RBD;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Opens images, and knows their ids and ancestors. */
final class CephImages {
    /** librbd's ids are some 14 characters, its longest 32. */
    private static final int ID_LENGTH = 64;

    /** {@code rbd_linked_image_spec_t}: a number, four strings, a flag. */
    private static final int PARENT_LENGTH = 64;

    private final CephConnection connection;

    /** One image of a disk's lineage: the disk itself, or an ancestor. */
    record Layer(String pool, String name, String id) {}

    CephImages(CephConnection connection) {
        this.connection = connection;
    }

    /** Does something with an open image. */
    <T> T with(ImageSpec image, boolean write, Function<Pointer, T> body) {
        Pointer handle = open(image, write);
        try {
            return body.apply(handle);
        } finally {
            RBD.rbd_close(handle);
        }
    }

    /** The same with an image that may not exist, where it is empty. */
    <T> Optional<T> find(ImageSpec image, Function<Pointer, T> body) {
        try {
            return Optional.of(with(image, false, body));
        } catch (BlockStoreException e) {
            if (e.kind() == BlockStoreException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The caller closes it. */
    Pointer open(ImageSpec image, boolean write) {
        PointerByReference out = new PointerByReference();
        Pointer pool = connection.pool(image.pool());
        int result =
                write
                        ? RBD.rbd_open(pool, image.name(), out.getPointer(), null)
                        : RBD.rbd_open_read_only(pool, image.name(), out.getPointer(), null);
        connection.check(result, "opening " + image);
        return out.getValue();
    }

    /** An open image's size. */
    long size(Pointer image) {
        LongByReference size = new LongByReference();
        connection.check(RBD.rbd_get_size(image, size), "reading an image's size");
        return size.getValue();
    }

    /** An image, its parent, its parent's parent and so on. */
    List<Layer> lineage(ImageSpec image) {
        List<Layer> layers = new ArrayList<>();
        Optional<Layer> parent =
                with(
                        image,
                        false,
                        handle -> {
                            layers.add(new Layer(image.pool(), image.name(), id(handle)));
                            return parent(handle);
                        });
        while (parent.isPresent()) {
            Layer layer = parent.get();
            layers.add(layer);
            parent = grandparent(layer);
        }
        return layers;
    }

    private Optional<Layer> grandparent(Layer layer) {
        PointerByReference out = new PointerByReference();
        Pointer pool = connection.pool(layer.pool());
        int result = RBD.rbd_open_by_id_read_only(pool, layer.id(), out, null);
        connection.check(result, "opening the parent " + layer.name());
        try {
            return parent(out.getValue());
        } finally {
            RBD.rbd_close(out.getValue());
        }
    }

    private String id(Pointer image) {
        byte[] id = new byte[ID_LENGTH];
        connection.check(RBD.rbd_get_id(image, id, id.length), "reading an image's id");
        int end = 0;
        while (id[end] != 0) {
            end++;
        }
        return new String(id, 0, end, StandardCharsets.US_ASCII);
    }

    private Optional<Layer> parent(Pointer image) {
        try (Memory parent = new Memory(PARENT_LENGTH);
                Memory snapshot = new Memory(PARENT_LENGTH)) {
            int result = RBD.rbd_get_parent(image, parent, snapshot);
            if (result == -CephError.ENOENT) {
                return Optional.empty();
            }
            connection.check(result, "reading an image's parent");
            Layer layer = new Layer(string(parent, 1), string(parent, 4), string(parent, 3));
            RBD.rbd_linked_image_spec_cleanup(parent);
            RBD.rbd_snap_spec_cleanup(snapshot);
            return Optional.of(layer);
        }
    }

    private static String string(Memory struct, int field) {
        return struct.getPointer((long) field * Long.BYTES).getString(0);
    }
}
