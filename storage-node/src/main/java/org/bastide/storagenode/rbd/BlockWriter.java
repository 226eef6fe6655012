package org.bastide.storagenode.rbd;

/** Writes an image, several requests at a time. One thread uses it. */
public interface BlockWriter extends AutoCloseable {
    /** The size of RBD's objects, in bytes: the largest and the best size of one write. */
    int CHUNK = 4 * 1024 * 1024;

    /**
     * Writes the first {@code length} bytes of a buffer, which may be used again at once; waits
     * while too many writes are on their way.
     *
     * @throws BlockStoreException if this or an earlier write failed
     */
    void write(long offset, byte[] bytes, int length);

    /** Makes the image so many bytes large. */
    void resize(long size);

    /**
     * Returns once everything is stored.
     *
     * @throws BlockStoreException if it is not
     */
    void flush();

    /** Gives up what is not flushed, and the image's lock. */
    @Override
    void close();
}
