package org.bastide.storagenode.rbd;

import static org.bastide.storagenode.rbd.Librbd.RBD;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads an image from its start, some chunks ahead of who reads the stream. */
final class CephReader extends InputStream {
    private static final int DEPTH = 4;

    private final CephConnection connection;
    private final ImageSpec image;
    private final Pointer handle;
    private final long size;
    private final Deque<Memory> free = new ArrayDeque<>();
    private final Deque<Read> underway = new ArrayDeque<>();
    private final byte[] chunk = new byte[BlockWriter.CHUNK];
    private long asked;
    private int position;
    private int limit;
    private boolean closed;

    private record Read(Pointer completion, Memory buffer, int length) {}

    CephReader(CephConnection connection, ImageSpec image, Pointer handle, long size) {
        this.connection = connection;
        this.image = image;
        this.handle = handle;
        this.size = size;
        connection.enter();
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(chunk, position, bytes, offset, count);
        position += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (position < limit) {
            return true;
        }
        try {
            limit = connection.call(this::next);
        } catch (BlockStoreException e) {
            throw new IOException(e.getMessage(), e);
        }
        position = 0;
        return limit > 0;
    }

    private int next() {
        while (underway.size() < DEPTH && asked < size) {
            ask();
        }
        if (underway.isEmpty()) {
            return 0;
        }
        Read read = underway.remove();
        long result = await(read);
        read.buffer().read(0, chunk, 0, read.length());
        connection.check(result, "reading " + image);
        return read.length();
    }

    private void ask() {
        int length = (int) Math.min(BlockWriter.CHUNK, size - asked);
        Memory buffer = free.isEmpty() ? new Memory(BlockWriter.CHUNK) : free.pop();
        PointerByReference completion = new PointerByReference();
        int result = RBD.rbd_aio_create_completion(null, null, completion);
        if (result == 0) {
            result = RBD.rbd_aio_read(handle, asked, length, buffer, completion.getValue());
        }
        if (result < 0) {
            free.push(buffer);
            connection.check(result, "reading " + image);
        }
        underway.add(new Read(completion.getValue(), buffer, length));
        asked += length;
    }

    private long await(Read read) {
        RBD.rbd_aio_wait_for_complete(read.completion());
        long result = RBD.rbd_aio_get_return_value(read.completion());
        RBD.rbd_aio_release(read.completion());
        free.push(read.buffer());
        return result;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            connection.release(this::finish);
        } finally {
            connection.leave();
        }
    }

    private int finish() {
        while (!underway.isEmpty()) {
            await(underway.remove());
        }
        free.forEach(Memory::close);
        return RBD.rbd_close(handle);
    }
}
