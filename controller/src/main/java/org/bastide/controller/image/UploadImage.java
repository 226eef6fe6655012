package org.bastide.controller.image;

import org.bastide.common.http.ByteSource;
import org.bastide.common.http.Caller;
import org.bastide.common.http.Channels;
import org.bastide.common.http.Problem;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.task.StorageWork;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes an image's bytes in: claims the image, has a storage node fetch and store them, and makes
 * them the image's content. Whatever fails on the way leaves a queued image and nothing stored.
 */
final class UploadImage {
    /**
     * openstacksdk tries again after a 503 with the file where the first try left it, at its end:
     * were nothing an image, a storage node that is away for a moment would make empty ones.
     */
    private static final String EMPTY =
            "The upload has no bytes. A client that tries again after a failure must send all of them again.";

    private final Database database;
    private final ImageRepository repository;
    private final ImageAccess access;
    private final ImageClaims claims;
    private final ImageReconciler reconciler;
    private final Runnable nudge;
    private final StorageWork storage;
    private final Channels channels;
    private final InstantSource clock;
    private final ImageConfig config;

    UploadImage(
            Database database,
            ImageRepository repository,
            ImageClaims claims,
            ImageReconciler reconciler,
            Runnable nudge,
            StorageWork storage,
            Channels channels,
            InstantSource clock,
            ImageConfig config) {
        this.database = database;
        this.repository = repository;
        this.access = new ImageAccess(repository);
        this.claims = claims;
        this.reconciler = reconciler;
        this.nudge = nudge;
        this.storage = storage;
        this.channels = channels;
        this.clock = clock;
        this.config = config;
    }

    /** A claimed image and how many bytes it may get. */
    private record Upload(Image image, OptionalLong length, long limit) {
        Work work(String channel) {
            String format = image.metadata().diskFormat().orElseThrow();
            return new Work.StoreImage(image.id(), channel, format, length, limit);
        }
    }

    /**
     * How a storage node's work ended.
     *
     * @param unread whether none had begun to read, so that nothing is stored
     */
    private record End(Outcome outcome, boolean unread) {}

    /**
     * Returns once the bytes are stored, and as a rule once they are kept: then the image is
     * active.
     *
     * @param declared the length that the client named, if it did
     * @throws Problem BAD_REQUEST for bytes that are no such image, CONFLICT unless the image is
     *     queued, GONE if it was deleted meanwhile, TOO_LARGE, UNAVAILABLE without a storage node
     */
    void upload(Caller caller, String request, String id, OptionalLong declared, ByteSource bytes) {
        caller.require(ImagePermission.UPLOAD_IMAGE);
        if (declared.isPresent() && declared.getAsLong() == 0) {
            throw Problem.badRequest(EMPTY);
        }
        Upload upload = database.transact(tx -> claim(tx, caller, id, declared));
        End end = follow(upload, bytes);
        if (end.outcome() instanceof Outcome.ImageStored stored && stored.size() > 0) {
            finish(caller, request, upload.image(), stored);
        } else {
            bytes.cut(); // a storage node that was only lost to us reads on otherwise
            throw giveBack(upload.image(), end);
        }
    }

    private Upload claim(Tx tx, Caller caller, String id, OptionalLong declared) {
        Image image = access.own(tx, caller, id);
        if (image.state() != ImageState.QUEUED) {
            throw Problem.conflict(
                    "Image status transition from %s to saving is not allowed"
                            .formatted(image.status()));
        }
        mustHaveFormats(image);
        long limit = limit(tx, image.owner());
        if (declared.isPresent() && declared.getAsLong() > limit) {
            throw new Problem(
                    Problem.Code.TOO_LARGE,
                    "The image of %d bytes exceeds the storage quota: %d are left."
                            .formatted(declared.getAsLong(), limit));
        }
        return claims.begin(tx, image)
                .map(claimed -> new Upload(claimed, declared, limit))
                .orElseThrow(
                        () ->
                                Problem.conflict(
                                        "Image %s is being changed; try again.".formatted(id)));
    }

    private static void mustHaveFormats(Image image) {
        List<String> missing = new ArrayList<>();
        if (image.metadata().diskFormat().isEmpty()) {
            missing.add("disk_format");
        }
        if (image.metadata().containerFormat().isEmpty()) {
            missing.add("container_format");
        }
        if (!missing.isEmpty()) {
            throw Problem.badRequest(
                    "Properties %s must be set prior to saving data."
                            .formatted(String.join(", ", missing)));
        }
    }

    private long limit(Tx tx, String owner) {
        long largest = config.largest().orElseThrow();
        return config.projectTotal()
                .map(total -> Math.clamp(total - repository.bytesOf(tx, owner), 0, largest))
                .orElse(largest);
    }

    /** Waits for the storage node, keeps the claim alive, and stops a lost or unread upload. */
    private End follow(Upload upload, ByteSource bytes) {
        String channel = channels.offer(bytes);
        CompletableFuture<Outcome> outcome =
                storage.start(
                        upload.work(channel),
                        upload.image().attempt(),
                        config.longestUpload().orElseThrow());
        boolean read = false;
        try {
            while (true) {
                try {
                    Outcome ended = outcome.get(step().toMillis(), TimeUnit.MILLISECONDS);
                    return new End(ended, channels.withdraw(channel, "the upload is over"));
                } catch (TimeoutException e) {
                    if (!read && channels.withdraw(channel, "nobody came")) {
                        return trouble("no storage node came for the bytes", true);
                    }
                    read = true;
                    if (!claims.renew(upload.image())) {
                        bytes.cut();
                        outcome.get(patience().toMillis(), TimeUnit.MILLISECONDS);
                    }
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            return trouble(e.toString(), channels.withdraw(channel, "it failed"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            bytes.cut();
            return trouble("the controller stops", channels.withdraw(channel, "it stops"));
        }
    }

    private static End trouble(String reason, boolean unread) {
        return new End(new Outcome.Failed(Outcome.Kind.TROUBLE, reason), unread);
    }

    /** Long enough for a storage node to come, short enough to renew the claim in time. */
    private Duration step() {
        Duration third = config.lease().orElseThrow().dividedBy(3);
        return third.compareTo(patience()) < 0 ? third : patience();
    }

    private Duration patience() {
        return config.patience().orElseThrow();
    }

    private void finish(Caller caller, String request, Image upload, Outcome.ImageStored stored) {
        Instant now = clock.instant();
        ImageContent content =
                new ImageContent(
                        stored.size(),
                        stored.virtualSize(),
                        stored.md5(),
                        stored.sha512(),
                        upload.attempt());
        boolean ours =
                database.transact(
                        tx -> {
                            boolean recorded =
                                    repository.change(
                                            tx,
                                            upload.id(),
                                            claims.mine(upload),
                                            image -> image.stored(content, now));
                            if (recorded) {
                                tx.event(
                                        ImageService.event(
                                                caller, request, upload, "image.upload"));
                            }
                            return recorded;
                        });
        if (!ours) {
            throw lost(upload);
        }
        // Not kept now is no failure: the bytes are stored, and the reconciler goes on trying.
        boolean kept =
                database.read(tx -> repository.find(tx, upload.id()))
                        .filter(image -> image.state() == ImageState.ACTIVE)
                        .filter(reconciler::settle)
                        .isPresent();
        if (!kept) {
            nudge.run();
        }
    }

    private Problem giveBack(Image upload, End end) {
        if (!claims.holds(upload)) {
            return lost(upload);
        }
        if (end.unread()) {
            claims.queueAgain(upload);
        } else {
            reconciler.sweep(upload);
        }
        return refusal(end.outcome());
    }

    private Problem lost(Image upload) {
        claims.release(upload.id());
        nudge.run();
        return new Problem(
                Problem.Code.GONE,
                "Image %s could not be found after upload. The image may have been deleted during the upload."
                        .formatted(upload.id()));
    }

    private static Problem refusal(Outcome outcome) {
        if (outcome instanceof Outcome.ImageStored) {
            return Problem.badRequest(EMPTY);
        }
        if (!(outcome instanceof Outcome.Failed failed)) {
            throw new IllegalStateException("no outcome of an upload: " + outcome);
        }
        return switch (failed.kind()) {
            case REFUSED -> Problem.badRequest(failed.reason());
            case NO_SPACE ->
                    new Problem(
                            Problem.Code.TOO_LARGE,
                            "Image storage media is full: " + failed.reason());
            case NOT_FOUND, TROUBLE ->
                    Problem.unavailable("The image could not be stored: " + failed.reason());
        };
    }
}
