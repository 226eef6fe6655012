package org.bastide.controller.image;

import java.time.Instant;
import java.util.Optional;

/**
 * An image's row.
 *
 * @param attempt counts uploads: the last one begun
 * @param lease who works on the bytes now
 * @param intent counts what is wanted of the storage nodes
 * @param observed the highest intent that they have made real
 * @param version the row's compare-and-set token
 */
record Image(
        String id,
        String owner,
        ImageState state,
        ImageMetadata metadata,
        Optional<ImageContent> content,
        int attempt,
        Optional<UploadLease> lease,
        long intent,
        long observed,
        long version,
        Instant created,
        Instant updated) {
    /** An image without bytes. */
    static Image queued(NewImage wanted, String id, String owner, Instant now) {
        return new Image(
                id,
                owner,
                ImageState.QUEUED,
                wanted.metadata(),
                Optional.empty(),
                0,
                Optional.empty(),
                0,
                0,
                1,
                now,
                now);
    }

    boolean isSettled() {
        return observed == intent;
    }

    /**
     * The status that the API shows: an image whose bytes are not kept yet is still being saved.
     */
    String status() {
        return state == ImageState.ACTIVE && !isSettled()
                ? ImageState.SAVING.shown()
                : state.shown();
    }

    /** Whether the bytes are there to be read and cloned. */
    boolean isUsable() {
        return state == ImageState.ACTIVE && isSettled();
    }

    /** Whether this upload is the one that may say what becomes of the image. */
    boolean isReceivedBy(String holder, int upload) {
        return state == ImageState.SAVING
                && attempt == upload
                && lease.filter(held -> held.holder().equals(holder)).isPresent();
    }

    Image with(ImageMetadata other, Instant now) {
        return new Draft(this).metadata(other).updated(now).image();
    }

    Image ownedBy(String other) {
        return new Draft(this).owner(other).image();
    }

    /** An upload begins. */
    Image saving(UploadLease by, Instant now) {
        return new Draft(this)
                .state(ImageState.SAVING)
                .nextAttempt()
                .lease(Optional.of(by))
                .updated(now)
                .image();
    }

    /** The upload has ended well; the bytes are to be kept. */
    Image stored(ImageContent bytes, Instant now) {
        return new Draft(this)
                .state(ImageState.ACTIVE)
                .content(bytes)
                .lease(Optional.empty())
                .wanted()
                .updated(now)
                .image();
    }

    /** Nothing is left of the upload. */
    Image queuedAgain(Instant now) {
        return new Draft(this)
                .state(ImageState.QUEUED)
                .lease(Optional.empty())
                .updated(now)
                .image();
    }

    Image leased(Optional<UploadLease> to) {
        return new Draft(this).lease(to).image();
    }

    Image active(Instant now) {
        return new Draft(this).state(ImageState.ACTIVE).updated(now).image();
    }

    Image deactivated(Instant now) {
        return new Draft(this).state(ImageState.DEACTIVATED).updated(now).image();
    }

    /** Gone for its users; the bytes are to be removed. */
    Image deleted(Instant now) {
        return new Draft(this).state(ImageState.DELETED).wanted().updated(now).image();
    }

    /** The storage nodes have done what was wanted. */
    Image settled() {
        return new Draft(this).observed().image();
    }

    /** An image in the making; a state is only left along the table. */
    private static final class Draft {
        private final Image from;
        private String owner;
        private ImageState state;
        private ImageMetadata metadata;
        private Optional<ImageContent> content;
        private int attempt;
        private Optional<UploadLease> lease;
        private long intent;
        private long observed;
        private Instant updated;

        Draft(Image from) {
            this.from = from;
            owner = from.owner;
            state = from.state;
            metadata = from.metadata;
            content = from.content;
            attempt = from.attempt;
            lease = from.lease;
            intent = from.intent;
            observed = from.observed;
            updated = from.updated;
        }

        Draft owner(String other) {
            owner = other;
            return this;
        }

        Draft state(ImageState next) {
            if (!state.allows(next)) {
                throw new IllegalStateException(state + " cannot become " + next);
            }
            state = next;
            return this;
        }

        Draft metadata(ImageMetadata other) {
            metadata = other;
            return this;
        }

        Draft content(ImageContent bytes) {
            content = Optional.of(bytes);
            return this;
        }

        Draft nextAttempt() {
            attempt++;
            return this;
        }

        Draft lease(Optional<UploadLease> to) {
            lease = to;
            return this;
        }

        Draft wanted() {
            intent++;
            return this;
        }

        Draft observed() {
            observed = intent;
            return this;
        }

        Draft updated(Instant now) {
            updated = now;
            return this;
        }

        Image image() {
            return new Image(
                    from.id,
                    owner,
                    state,
                    metadata,
                    content,
                    attempt,
                    lease,
                    intent,
                    observed,
                    from.version,
                    from.created,
                    updated);
        }
    }
}
