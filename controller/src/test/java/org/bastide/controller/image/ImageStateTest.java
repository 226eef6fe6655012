package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bastide.controller.image.ImageState.ACTIVE;
import static org.bastide.controller.image.ImageState.DEACTIVATED;
import static org.bastide.controller.image.ImageState.DELETED;
import static org.bastide.controller.image.ImageState.QUEUED;
import static org.bastide.controller.image.ImageState.SAVING;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class ImageStateTest {
    private static final Map<ImageState, Set<ImageState>> TABLE =
            Map.of(
                    QUEUED, EnumSet.of(SAVING, DELETED),
                    SAVING, EnumSet.of(QUEUED, ACTIVE, DELETED),
                    ACTIVE, EnumSet.of(DEACTIVATED, DELETED),
                    DEACTIVATED, EnumSet.of(ACTIVE, DELETED),
                    DELETED, EnumSet.noneOf(ImageState.class));

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final UploadLease LEASE = new UploadLease("controller", NOW.plusSeconds(30));
    private static final ImageContent CONTENT = new ImageContent(1, 2, "a", "b", 1);

    private static Image queued() {
        ImageMetadata metadata =
                new ImageMetadata(
                        Optional.of("tiny"),
                        Visibility.PRIVATE,
                        false,
                        false,
                        Optional.of("raw"),
                        Optional.of("bare"),
                        0,
                        0,
                        List.of(),
                        Map.of());
        return Image.queued(
                new NewImage(Optional.empty(), Optional.empty(), metadata), "1", "alice", NOW);
    }

    @Test
    void aStateChangesOnlyAlongItsTable() {
        for (ImageState from : ImageState.values()) {
            for (ImageState to : ImageState.values()) {
                assertThat(from.allows(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(TABLE.get(from).contains(to));
            }
        }
    }

    @Test
    void anImageIsUsableOnlyOnceItsBytesAreKept() {
        Image stored = queued().saving(LEASE, NOW).stored(CONTENT, NOW);

        assertThat(stored.status()).isEqualTo("saving");
        assertThat(stored.isUsable()).isFalse();
        assertThat(stored.settled().status()).isEqualTo("active");
        assertThat(stored.settled().isUsable()).isTrue();
    }

    @Test
    void eachUploadIsAnAttemptOfItsOwn() {
        Image second = queued().saving(LEASE, NOW).queuedAgain(NOW).saving(LEASE, NOW);

        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.isReceivedBy("controller", 2)).isTrue();
        assertThat(second.isReceivedBy("controller", 1)).isFalse();
        assertThat(second.isReceivedBy("another", 2)).isFalse();
    }

    @Test
    void aDeletedImageStaysDeleted() {
        Image deleted = queued().deleted(NOW);

        assertThat(deleted.isSettled()).isFalse();
        assertThatThrownBy(() -> deleted.saving(LEASE, NOW))
                .isInstanceOf(IllegalStateException.class);
    }
}
