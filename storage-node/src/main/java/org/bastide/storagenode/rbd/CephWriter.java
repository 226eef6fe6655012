package org.bastide.storagenode.rbd;

import static org.bastide.storagenode.rbd.Librbd.RBD;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;

import java.util.ArrayDeque;
import java.util.Deque;

/** Keeps some writes on their way, so that the next is read and hashed meanwhile. */
final class CephWriter implements BlockWriter {
    private static final int DEPTH = 8;

    private final CephConnection connection;
    private final ImageSpec image;
    private final Pointer handle;
    private final Deque<Memory> free = new ArrayDeque<>();
    private final Deque<Write> underway = new ArrayDeque<>();

    private record Write(Pointer completion, Memory buffer) {}

    CephWriter(CephConnection connection, ImageSpec image, Pointer handle) {
        this.connection = connection;
        this.image = image;
        this.handle = handle;
        connection.enter();
    }

    @Override
    public void write(long offset, byte[] bytes, int length) {
        connection.call(() -> start(offset, bytes, length));
    }

    private int start(long offset, byte[] bytes, int length) {
        if (underway.size() == DEPTH) {
            finishOldest();
        }
        Memory buffer = free.isEmpty() ? new Memory(CHUNK) : free.pop();
        buffer.write(0, bytes, 0, length);
        PointerByReference completion = new PointerByReference();
        int result = RBD.rbd_aio_create_completion(null, null, completion);
        if (result == 0) {
            result = RBD.rbd_aio_write(handle, offset, length, buffer, completion.getValue());
        }
        if (result < 0) {
            free.push(buffer);
            connection.check(result, "writing " + image);
        }
        underway.add(new Write(completion.getValue(), buffer));
        return result;
    }

    private void finishOldest() {
        connection.check(await(underway.remove()), "writing " + image);
    }

    private long await(Write write) {
        RBD.rbd_aio_wait_for_complete(write.completion());
        long result = RBD.rbd_aio_get_return_value(write.completion());
        RBD.rbd_aio_release(write.completion());
        free.push(write.buffer());
        return result;
    }

    @Override
    public void resize(long size) {
        connection.call(() -> connection.check(RBD.rbd_resize(handle, size), "resizing " + image));
    }

    @Override
    public void flush() {
        connection.call(
                () -> {
                    while (!underway.isEmpty()) {
                        finishOldest();
                    }
                    return connection.check(RBD.rbd_flush(handle), "writing " + image);
                });
    }

    /** The buffers are librbd's until the last write came back, failed or not. */
    @Override
    public void close() {
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
