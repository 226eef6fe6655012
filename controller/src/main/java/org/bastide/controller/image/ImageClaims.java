package org.bastide.controller.image;

import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Which images' bytes this controller process is at. Only one process at a time is at an image's
 * bytes, so that what one removes, late, is never what another has just stored.
 */
final class ImageClaims {
    private final Database database;
    private final ImageRepository repository;
    private final InstantSource clock;
    private final String self;
    private final Duration lease;

    /**
     * The claims of a process.
     *
     * @param self names the process, anew with each start
     * @param lease how long a claim lasts unless renewed
     */
    ImageClaims(
            Database database,
            ImageRepository repository,
            InstantSource clock,
            String self,
            Duration lease) {
        this.database = database;
        this.repository = repository;
        this.clock = clock;
        this.self = self;
        this.lease = lease;
    }

    /** Begins an upload; empty where somebody wrote first. */
    Optional<Image> begin(Tx tx, Image image) {
        return repository.save(tx, image.saving(mine(), clock.instant()))
                ? repository.find(tx, image.id())
                : Optional.empty();
    }

    /** Claims an image that nobody is at; empty where somebody wrote first. */
    Optional<Image> take(Image image) {
        return database.transact(
                tx ->
                        repository.save(tx, image.leased(Optional.of(mine())))
                                ? repository.find(tx, image.id())
                                : Optional.empty());
    }

    /** Makes an upload's claim last longer; false if it is lost. */
    boolean renew(Image image) {
        return database.transact(tx -> repository.renew(tx, image.id(), image.attempt(), mine()));
    }

    /** Whether the upload is still the one that may say what becomes of the image. */
    boolean holds(Image upload) {
        return database.read(tx -> repository.find(tx, upload.id()))
                .filter(mine(upload))
                .isPresent();
    }

    /** Ends an upload that stored nothing, or whose leavings are swept; false if it was lost. */
    boolean queueAgain(Image upload) {
        return change(upload.id(), mine(upload), image -> image.queuedAgain(clock.instant()));
    }

    /** Lets go of an image: the next pass may have it. */
    void release(String id) {
        change(
                id,
                image -> image.lease().filter(held -> held.holder().equals(self)).isPresent(),
                image -> image.leased(Optional.empty()));
    }

    /** Tells of an image in SQL whether it is still this upload's. */
    Predicate<Image> mine(Image upload) {
        return image -> image.isReceivedBy(self, upload.attempt());
    }

    private UploadLease mine() {
        return new UploadLease(self, clock.instant().plus(lease));
    }

    private boolean change(String id, Predicate<Image> still, UnaryOperator<Image> change) {
        return database.transact(tx -> repository.change(tx, id, still, change));
    }
}
