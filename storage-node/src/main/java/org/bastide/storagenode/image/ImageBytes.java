package org.bastide.storagenode.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of an upload as far as they are there. */
public interface ImageBytes {
    /**
     * Some of them, in big-endian order.
     *
     * @throws BeyondPrefix if they have not come yet
     * @throws ImageRefused if the file ends before them
     */
    ByteBuffer at(long offset, int length);

    /**
     * How many there are.
     *
     * @throws BeyondPrefix if that is not known yet
     */
    long size();

    /** Whether the file has these bytes here; false also where it is too short. */
    default boolean has(long offset, byte[] bytes) {
        try {
            return at(offset, bytes.length).equals(ByteBuffer.wrap(bytes));
        } catch (BeyondPrefix | ImageRefused e) {
            return false;
        }
    }

    /** The decision needs more of the file than its first bytes. */
    final class BeyondPrefix extends RuntimeException {}

    /**
     * The first bytes of a file.
     *
     * @param whole whether there are no others
     */
    static ImageBytes prefix(byte[] bytes, int length, boolean whole) {
        return new ImageBytes() {
            @Override
            public ByteBuffer at(long offset, int wanted) {
                if (offset >= 0 && offset <= length - wanted) {
                    return ByteBuffer.wrap(bytes, (int) offset, wanted).slice();
                }
                if (whole) {
                    throw truncated(offset);
                }
                throw new BeyondPrefix();
            }

            @Override
            public long size() {
                if (!whole) {
                    throw new BeyondPrefix();
                }
                return length;
            }
        };
    }

    /** A whole file. */
    static ImageBytes file(FileChannel file) {
        return new ImageBytes() {
            @Override
            public ByteBuffer at(long offset, int wanted) {
                if (offset < 0 || offset > size() - wanted) {
                    throw truncated(offset);
                }
                ByteBuffer buffer = ByteBuffer.allocate(wanted);
                int count = 0;
                try {
                    while (buffer.hasRemaining() && count >= 0) {
                        count = file.read(buffer, offset + buffer.position());
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                return buffer.flip();
            }

            @Override
            public long size() {
                try {
                    return file.size();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    private static ImageRefused truncated(long offset) {
        return new ImageRefused(
                "the image is truncated: its header points to byte "
                        + Long.toUnsignedString(offset)
                        + ", beyond its end");
    }
}
