package org.bastide.storagenode.image;

import org.bastide.storagenode.rbd.BlockStoreException;
import org.bastide.storagenode.rbd.BlockWriter;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** Turns an inspected file into a raw disk. */
final class Decoder {
    private static final Duration TIME = Duration.ofHours(1);

    /** What a decoded disk leaves free for whatever else writes to this file system. */
    private static final long RESERVE = 1L << 30;

    private Decoder() {}

    /**
     * Decodes {@code directory/input} to {@code directory/output}.
     *
     * @param size the bytes of the disk inside, as the inspector read them
     * @throws ImageRefused if QEMU cannot read it
     * @throws BlockStoreException if this machine has no room
     */
    static Path decode(Path directory, DiskFormat format, long size)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Sandbox.Limits limits = new Sandbox.Limits(TIME, roundUp(size), () -> hasRoom(directory));
        List<String> command =
                List.of(
                        "qemu-img",
                        "convert",
                        "-f",
                        format.qemu(),
                        "-O",
                        "raw",
                        Sandbox.WORK.resolve("input").toString(),
                        Sandbox.WORK.resolve("output").toString());
        Sandbox.Result result = Sandbox.run(directory, limits, command);
        if (!hasRoom(directory)) {
            throw new BlockStoreException(
                    BlockStoreException.Kind.FULL,
                    "the storage node has no room to decode a disk of " + size + " bytes");
        }
        if (result.status() != 0) {
            throw new ImageRefused(
                    "the image cannot be decoded as " + format.shown() + reason(result));
        }
        // Who took over the tool could have left a link to any file of the host here.
        if (!Files.isRegularFile(output, LinkOption.NOFOLLOW_LINKS)) {
            throw new ImageRefused("the image cannot be decoded as " + format.shown());
        }
        return output;
    }

    private static String reason(Sandbox.Result result) {
        if (result.status() < 0) {
            return ": it took too long";
        }
        String text = result.output().replace(Sandbox.WORK + "/input", "the image");
        return text.isEmpty() ? "" : ": " + text.lines().findFirst().orElse("");
    }

    private static boolean hasRoom(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace() > RESERVE;
        } catch (IOException e) {
            return false;
        }
    }

    /** Disks are counted in sectors, and QEMU rounds up too. */
    static long roundUp(long size) {
        return (size + 511) / 512 * 512;
    }

    /** Writes what a sparse file has into an image, whole objects at a time, without its zeros. */
    static void copy(Path file, BlockWriter writer) throws IOException {
        byte[] chunk = new byte[BlockWriter.CHUNK];
        long done = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (SparseFile.Extent extent : SparseFile.extents(file)) {
                long offset = Math.max(done, extent.start() / chunk.length * chunk.length);
                for (; offset < extent.end(); offset += chunk.length) {
                    int length = read(channel, offset, chunk);
                    if (!Zeros.only(chunk, length)) {
                        writer.write(offset, chunk, length);
                    }
                }
                done = offset;
            }
        }
    }

    private static int read(FileChannel channel, long offset, byte[] chunk) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(chunk);
        int count = 0;
        while (buffer.hasRemaining() && count >= 0) {
            count = channel.read(buffer, offset + buffer.position());
        }
        return buffer.position();
    }
}
