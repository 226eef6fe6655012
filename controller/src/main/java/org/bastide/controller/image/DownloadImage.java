package org.bastide.controller.image;

import org.bastide.common.http.ByteSource;
import org.bastide.common.http.Caller;
import org.bastide.common.http.Channels;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.Database;
import org.bastide.controller.task.StorageWork;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Gives an image's bytes out: has a storage node bring them. */
final class DownloadImage {
    private final Database database;
    private final ImageAccess access;
    private final StorageWork storage;
    private final Channels channels;
    private final Duration patience;

    /**
     * The way out.
     *
     * @param patience how long a storage node may take to begin
     */
    DownloadImage(
            Database database,
            ImageRepository repository,
            StorageWork storage,
            Channels channels,
            Duration patience) {
        this.database = database;
        this.access = new ImageAccess(repository);
        this.storage = storage;
        this.channels = channels;
        this.patience = patience;
    }

    /** An image's bytes on their way. */
    record Bytes(ImageContent content, ByteSource source) {}

    /**
     * An image's bytes; empty where it has none yet.
     *
     * @throws Problem FORBIDDEN where the image is deactivated, UNAVAILABLE without a storage node
     */
    Optional<Bytes> download(Caller caller, String id) {
        caller.require(ImagePermission.DOWNLOAD_IMAGE);
        Image image = database.read(tx -> access.visible(tx, caller, id));
        if (image.state() == ImageState.DEACTIVATED && !caller.isAdmin()) {
            throw Problem.forbidden(
                    "The requested image has been deactivated. Image data download is forbidden.");
        }
        return image.content().filter(content -> image.isSettled()).map(c -> bring(id, c));
    }

    private Bytes bring(String id, ImageContent content) {
        Channels.Awaited awaited = channels.await();
        if (!storage.bring(awaited.channel(), id)) {
            channels.withdraw(awaited.channel(), "no storage node is there");
            throw away();
        }
        ByteSource source = first(awaited);
        if (source.length().isPresent() && source.length().getAsLong() != content.size()) {
            source.refuse();
            throw new IllegalStateException(
                    "the stored bytes of image %s are %d, not %d"
                            .formatted(id, source.length().getAsLong(), content.size()));
        }
        return new Bytes(content, source);
    }

    private ByteSource first(Channels.Awaited awaited) {
        var source = awaited.source().toCompletableFuture();
        try {
            return source.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (!channels.withdraw(awaited.channel(), "no storage node came in time")) {
                return source.join(); // it came just now
            }
            throw away();
        } catch (ExecutionException e) {
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            channels.withdraw(awaited.channel(), "the controller stops");
            throw away();
        }
    }

    private static Problem away() {
        return Problem.unavailable("The storage node that has the image's bytes is away.");
    }
}
