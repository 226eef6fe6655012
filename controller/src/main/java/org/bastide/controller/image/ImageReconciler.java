package org.bastide.controller.image;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.common.reconcile.Pass;
import org.bastide.controller.db.Database;
import org.bastide.controller.task.StorageWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has the storage nodes keep what was stored, sweep what failed uploads left, and remove what was
 * deleted.
 */
final class ImageReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(ImageReconciler.class);
    private static final int BATCH = 64;

    private final Database database;
    private final ImageRepository repository;
    private final ImageClaims claims;
    private final StorageWork storage;
    private final InstantSource clock;
    private final Duration patience;

    /**
     * A reconciler.
     *
     * @param patience how long a storage node may take for an image
     */
    ImageReconciler(
            Database database,
            ImageRepository repository,
            ImageClaims claims,
            StorageWork storage,
            InstantSource clock,
            Duration patience) {
        this.database = database;
        this.repository = repository;
        this.claims = claims;
        this.storage = storage;
        this.clock = clock;
        this.patience = patience;
    }

    /** One pass. What a storage node could not do waits for the next. */
    Pass run(boolean full) {
        List<Image> unsettled =
                database.read(tx -> repository.unsettled(tx, clock.instant(), BATCH));
        AtomicInteger settled = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            unsettled.forEach(image -> threads.execute(() -> attempt(image, settled)));
        }
        return new Pass(settled.get(), settled.get() == BATCH ? 1 : 0);
    }

    private void attempt(Image image, AtomicInteger settled) {
        try {
            if (settle(image)) {
                settled.incrementAndGet();
            }
        } catch (RuntimeException e) {
            LOG.error("image {} could not be settled", image.id(), e);
        }
    }

    /** Does what is wanted for an image that nobody else is at; whether it is done. */
    boolean settle(Image image) {
        return switch (image.state()) {
            case QUEUED -> true;
            case SAVING -> claims.take(image).filter(this::sweep).isPresent();
            case ACTIVE, DEACTIVATED -> keep(image);
            case DELETED -> claims.take(image).filter(this::remove).isPresent();
        };
    }

    private boolean keep(Image image) {
        int stored = image.content().orElseThrow().attempt();
        return ask(image, new Work.KeepImage(image.id(), stored))
                && database.transact(
                        tx ->
                                repository.change(
                                        tx,
                                        image.id(),
                                        found -> found.state() != ImageState.DELETED,
                                        Image::settled));
    }

    /**
     * Removes what an upload of this process left, so that the image waits for another one. Where
     * that cannot be done now the image goes on saving, and a later pass tries again.
     */
    boolean sweep(Image image) {
        if (!ask(image, new Work.DeleteImage(image.id()))) {
            claims.release(image.id());
            return false;
        }
        return claims.queueAgain(image);
    }

    private boolean remove(Image image) {
        if (image.attempt() > 0 && !ask(image, new Work.DeleteImage(image.id()))) {
            claims.release(image.id());
            return false;
        }
        database.write(tx -> repository.forget(tx, image, clock.instant()));
        return true;
    }

    /** Whether a storage node has done it. What is not there needs no removing. */
    private boolean ask(Image image, Work work) {
        Outcome outcome;
        try {
            outcome = storage.start(work, image.attempt(), patience).join();
        } catch (CompletionException e) {
            outcome = new Outcome.Failed(Outcome.Kind.TROUBLE, e.getCause().toString());
        }
        if (outcome instanceof Outcome.Failed failed
                && !(work instanceof Work.DeleteImage && failed.kind() == Outcome.Kind.NOT_FOUND)) {
            LOG.warn("{} is not done yet: {}", work, failed.reason());
            return false;
        }
        return true;
    }
}
