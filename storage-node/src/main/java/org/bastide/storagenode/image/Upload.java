package org.bastide.storagenode.image;

import org.bastide.common.link.Work.StoreImage;
import org.bastide.storagenode.rbd.BlockWriter;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

/**
 * The passage of an upload: each chunk is inspected if it is the first, hashed, and written while
 * the next is on its way. At most a few chunks are in memory; a slow cluster slows the sender.
 */
final class Upload {
    private static final int SLICE = 16 * 1024;

    private final StoreImage work;
    private final DiskFormat format;
    private final BlockWriter writer;
    private final Optional<WritableByteChannel> spool;
    private final ExecutorService hashing;
    private final MessageDigest md5 = digest("MD5");
    private final MessageDigest sha512 = digest("SHA-512");
    private long received;
    private long allocated;

    /** What came: its bytes, and their hashes in hexadecimal. */
    record Received(long size, String md5, String sha512) {}

    /**
     * An upload that will go into an image of no size yet.
     *
     * @param spool where else the bytes go, for the decoder
     * @param hashing runs one of the two hashes, so that they take the time of one
     */
    Upload(
            StoreImage work,
            DiskFormat format,
            BlockWriter writer,
            Optional<WritableByteChannel> spool,
            ExecutorService hashing) {
        this.work = work;
        this.format = format;
        this.writer = writer;
        this.spool = spool;
        this.hashing = hashing;
    }

    /**
     * Takes everything in.
     *
     * @param progress is told the bytes received so far
     * @throws ImageRefused if it is not what it should be, as soon as that shows
     */
    Received take(InputStream body, LongConsumer progress) throws IOException {
        byte[] chunk = new byte[BlockWriter.CHUNK];
        int length = read(body, chunk);
        inspect(chunk, length);
        while (length > 0) {
            store(chunk, length);
            received += length;
            progress.accept(received);
            length = length < chunk.length ? 0 : read(body, chunk);
        }
        if (work.size().isPresent() && work.size().getAsLong() != received) {
            throw new ImageRefused(
                    "the upload is truncated: "
                            + received
                            + " of "
                            + work.size().getAsLong()
                            + " bytes came");
        }
        writer.flush();
        writer.resize(Decoder.roundUp(received));
        HexFormat hex = HexFormat.of();
        return new Received(received, hex.formatHex(md5.digest()), hex.formatHex(sha512.digest()));
    }

    private int read(InputStream body, byte[] chunk) throws IOException {
        int length;
        try {
            length = body.readNBytes(chunk, 0, chunk.length);
        } catch (IOException e) {
            throw new IOException(
                    "the upload broke off after " + received + " bytes: " + e.getMessage(), e);
        }
        long most = Math.min(work.limit(), work.size().orElse(Long.MAX_VALUE));
        if (received + length > most) {
            throw new ImageRefused("the upload is longer than the " + most + " bytes allowed");
        }
        return length;
    }

    private void inspect(byte[] chunk, int length) {
        try {
            boolean whole = length < chunk.length;
            ImageInspector.inspect(format, ImageBytes.prefix(chunk, length, whole), work.limit());
        } catch (ImageBytes.BeyondPrefix e) {
            // Nothing wrong so far; the decoder asks again once the whole file is there.
        }
    }

    private void store(byte[] chunk, int length) throws IOException {
        Future<?> hashed = hashing.submit(() -> hash(md5, chunk, length));
        try {
            hash(sha512, chunk, length);
            if (!Zeros.only(chunk, length)) {
                makeRoom(received + length);
                writer.write(received, chunk, length);
            }
            if (spool.isPresent()) {
                write(spool.get(), ByteBuffer.wrap(chunk, 0, length));
            }
        } finally {
            finish(hashed);
        }
    }

    /**
     * In slices: only what is called often is compiled to the processor's own instructions for it,
     * which are four times as fast.
     */
    private static void hash(MessageDigest digest, byte[] chunk, int length) {
        for (int from = 0; from < length; from += SLICE) {
            digest.update(chunk, from, Math.min(SLICE, length - from));
        }
    }

    /** An image whose length nobody named doubles as it comes. */
    private void makeRoom(long size) {
        if (size > allocated) {
            long wanted = work.size().orElse(Math.max(size, 2 * allocated));
            allocated = Decoder.roundUp(wanted);
            writer.resize(allocated);
        }
    }

    private static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void finish(Future<?> hashed) throws IOException {
        try {
            hashed.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
