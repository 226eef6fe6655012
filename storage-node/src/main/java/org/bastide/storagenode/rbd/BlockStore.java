package org.bastide.storagenode.rbd;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * RBD images, their room and their users. Operations are idempotent on the name: what is already as
 * asked is left alone. Sizes are bytes. Every method may throw {@link BlockStoreException}.
 */
public interface BlockStore extends AutoCloseable {
    /** The image's size, empty if there is no such image. */
    OptionalLong size(ImageSpec image);

    /** The names in a pool that begin so. */
    List<String> names(String pool, String prefix);

    /** When an image was made, empty if there is no such image. */
    Optional<Instant> created(ImageSpec image);

    /** Makes an empty image. */
    void create(ImageSpec image, long size);

    /**
     * Makes a copy-on-write clone, which is as large as its parent.
     *
     * @throws BlockStoreException NOT_FOUND if the parent or its snapshot does not exist
     */
    void copyOnWrite(ImageSpec parent, String snapshot, ImageSpec child);

    /** Makes the image at least so large; it never shrinks. */
    void grow(ImageSpec image, long size);

    /** {@link #grow} and {@link #annotate} in one go, which costs half. */
    void finish(ImageSpec image, long size, String key, String value);

    /** Writes a note into the image's metadata. */
    void annotate(ImageSpec image, String key, String value);

    /** What {@link #annotate} wrote; empty where it, or the image, is missing. */
    Optional<String> annotation(ImageSpec image, String key);

    /** Takes a snapshot that clones may be made of. */
    void snapshot(ImageSpec image, String snapshot);

    /**
     * Gives an image another name in its pool.
     *
     * @throws BlockStoreException NOT_FOUND if neither name exists; EXISTS if both do
     */
    void rename(ImageSpec image, String name);

    /**
     * Removes an image with its snapshots, into the trash where it has children.
     *
     * @throws BlockStoreException BUSY while somebody has it open
     */
    void remove(ImageSpec image);

    /** Removes from a pool's trash what has no children any more. */
    void purgeTrash(String pool);

    /** Opens an image for writing. */
    BlockWriter writer(ImageSpec image);

    /** Reads an image's first {@code size} bytes. The stream's owner closes it. */
    InputStream read(ImageSpec image, long size);

    /** The room of a pool. */
    Room room(String pool);

    /** Makes the user of a disk, or its capabilities right, and returns its key. */
    DiskUser grant(ImageSpec disk, String user);

    /** Removes a user. */
    void revoke(String user);

    /** Ceph's monitors, each {@code ADDRESS:PORT}. */
    List<String> monitors();

    @Override
    void close();
}
