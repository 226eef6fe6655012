package org.bastide.storagenode.image;

import org.bastide.common.link.Outcome.ImageStored;
import org.bastide.common.link.Work.StoreImage;
import org.bastide.storagenode.rbd.BlockStore;
import org.bastide.storagenode.rbd.BlockStoreException;
import org.bastide.storagenode.rbd.BlockWriter;
import org.bastide.storagenode.rbd.ImageSpec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.function.IntConsumer;

/** Stores, keeps, reads and deletes images: see the package for their names. */
public final class ImageStore {
    private static final String SIZE = "bastide_size";
    private static final int UPLOADED = 60;
    private static final int DECODED = 80;

    private final BlockStore store;
    private final ImageNames names;
    private final Path scratch;
    private final ExecutorService hashing;

    /** The bytes of an image as they came, and how many they are. */
    public record Kept(InputStream bytes, long size) {}

    /**
     * Makes the store.
     *
     * @param pool the pool of images
     * @param scratch a directory for what is being decoded, which nobody else can read
     * @param hashing threads for hashes
     */
    public ImageStore(BlockStore store, String pool, Path scratch, ExecutorService hashing) {
        this.store = store;
        this.names = new ImageNames(pool);
        this.scratch = scratch;
        this.hashing = hashing;
    }

    /**
     * Stores an upload under its attempt; after a failure nothing is left of it.
     *
     * @param progress is told percents
     * @throws ImageRefused if the upload is not what it should be
     */
    public ImageStored store(StoreImage work, int attempt, InputStream body, IntConsumer progress)
            throws IOException, InterruptedException {
        DiskFormat format = DiskFormat.named(work.diskFormat());
        mustHaveRoom(work.size().orElse(1));
        ImageSpec kept = names.kept(work.image(), attempt);
        ImageSpec raw = names.raw(work.image(), attempt);
        Path directory = scratch.resolve(kept.name());
        // Whoever has them open writes them still, and keeps what is theirs.
        store.remove(raw);
        store.remove(kept);
        try {
            Scratch.make(directory);
            return store(work, attempt, format, directory, body, progress);
        } catch (BlockStoreException e) {
            discard(raw, kept, e);
            mustHaveRoom(1);
            throw e;
        } catch (IOException | InterruptedException | RuntimeException e) {
            discard(raw, kept, e);
            throw e;
        } finally {
            Scratch.remove(directory);
        }
    }

    private ImageStored store(
            StoreImage work,
            int attempt,
            DiskFormat format,
            Path directory,
            InputStream body,
            IntConsumer progress)
            throws IOException, InterruptedException {
        Path input = directory.resolve("input");
        ImageSpec kept = names.kept(work.image(), attempt);
        Upload.Received received = upload(work, kept, format, input, body, progress);
        store.annotate(kept, SIZE, Long.toString(received.size()));
        progress.accept(UPLOADED);
        long virtualSize = Decoder.roundUp(received.size());
        if (format.bootable()) {
            store.snapshot(kept, ImageNames.BOOTABLE);
        } else {
            ImageSpec raw = names.raw(work.image(), attempt);
            virtualSize = decode(format, input, raw, work.limit(), progress);
        }
        return new ImageStored(received.size(), received.md5(), received.sha512(), virtualSize);
    }

    private Upload.Received upload(
            StoreImage work,
            ImageSpec kept,
            DiskFormat format,
            Path input,
            InputStream body,
            IntConsumer progress)
            throws IOException {
        store.create(kept, 0);
        long whole = Math.max(1, work.size().orElse(work.limit()));
        try (BlockWriter writer = store.writer(kept);
                FileChannel spool =
                        FileChannel.open(
                                input, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            Optional<FileChannel> wanted = Optional.of(spool).filter(file -> !format.bootable());
            return new Upload(work, format, writer, wanted.map(file -> file), hashing)
                    .take(body, bytes -> progress.accept((int) (bytes * UPLOADED / whole)));
        }
    }

    /** The bytes of the disk that came out. */
    private long decode(
            DiskFormat format, Path input, ImageSpec raw, long limit, IntConsumer progress)
            throws IOException, InterruptedException {
        long expected;
        try (FileChannel file = FileChannel.open(input, StandardOpenOption.READ)) {
            expected = ImageInspector.inspect(format, ImageBytes.file(file), limit);
        }
        Path output = Decoder.decode(input.getParent(), format, expected);
        progress.accept(DECODED);
        long size = Decoder.roundUp(Files.size(output));
        store.create(raw, size);
        try (BlockWriter writer = store.writer(raw)) {
            Decoder.copy(output, writer);
            writer.flush();
        }
        store.snapshot(raw, ImageNames.BOOTABLE);
        return size;
    }

    /**
     * Gives an attempt its lasting names and removes all others.
     *
     * @throws BlockStoreException NOT_FOUND if neither the attempt nor a kept image exists
     */
    public void keep(String image, int attempt) {
        // A disk that is made meanwhile looks for the decoded one first.
        settle(names.raw(image, attempt), names.raw(image));
        settle(names.kept(image, attempt), names.kept(image));
        if (store.size(names.kept(image)).isEmpty()) {
            throw new BlockStoreException(
                    BlockStoreException.Kind.NOT_FOUND,
                    "attempt " + attempt + " of image " + image + " is not stored");
        }
        sweep(image);
    }

    /** The attempt that SQL names is the right one, whatever has the name. */
    private void settle(ImageSpec attempt, ImageSpec lasting) {
        if (store.size(attempt).isPresent()) {
            store.remove(lasting);
            store.rename(attempt, lasting.name());
        }
    }

    /** Removes an image, all attempts included. */
    public void delete(String image) {
        store.remove(names.kept(image));
        store.remove(names.raw(image));
        sweep(image);
    }

    private void sweep(String image) {
        for (String name : store.names(names.pool(), ImageSpec.id(image) + '.')) {
            if (ImageNames.attempt(name).isPresent()) {
                remove(new ImageSpec(names.pool(), name));
            }
        }
    }

    /**
     * Removes attempts that were begun before then, were never finished and that nobody has open. A
     * finished one may be an image that is only waiting to be kept: that is for its controller to
     * say.
     */
    public void sweep(Instant before) {
        for (String name : store.names(names.pool(), "")) {
            ImageSpec spec = new ImageSpec(names.pool(), name);
            if (ImageNames.attempt(name).isPresent()
                    && store.created(spec).filter(before::isAfter).isPresent()
                    && !isFinished(name)) {
                remove(spec);
            }
        }
        store.purgeTrash(names.pool());
    }

    private boolean isFinished(String name) {
        String kept =
                name.endsWith(ImageNames.RAW)
                        ? name.substring(0, name.length() - ImageNames.RAW.length())
                        : name;
        return store.annotation(new ImageSpec(names.pool(), kept), SIZE).isPresent();
    }

    /** The bytes as they came, empty if there is no such image. The caller closes the stream. */
    public Optional<Kept> read(String image) {
        ImageSpec kept = names.kept(image);
        return store.annotation(kept, SIZE)
                .map(Long::parseLong)
                .map(size -> new Kept(store.read(kept, size), size));
    }

    /**
     * What disks of an image are cloned from.
     *
     * @throws BlockStoreException NOT_FOUND if there is no such image
     */
    public ImageSpec bootable(String image) {
        ImageSpec raw = names.raw(image);
        OptionalLong decoded = store.size(raw);
        return decoded.isPresent() ? raw : names.kept(image);
    }

    /** The snapshot that disks are clones of. */
    public String snapshot() {
        return ImageNames.BOOTABLE;
    }

    /** An attempt that another node still writes stays: it is in use. */
    private void remove(ImageSpec spec) {
        try {
            store.remove(spec);
        } catch (BlockStoreException e) {
            if (e.kind() != BlockStoreException.Kind.BUSY) {
                throw e;
            }
        }
    }

    private void discard(ImageSpec raw, ImageSpec kept, Exception why) {
        try {
            store.remove(raw);
            store.remove(kept);
        } catch (BlockStoreException e) {
            why.addSuppressed(e);
        }
    }

    private void mustHaveRoom(long size) {
        long available = store.room(names.pool()).available();
        if (available < size) {
            throw new BlockStoreException(
                    BlockStoreException.Kind.FULL,
                    "the pool of images is full: "
                            + size
                            + " bytes wanted, "
                            + available
                            + " available");
        }
    }
}
