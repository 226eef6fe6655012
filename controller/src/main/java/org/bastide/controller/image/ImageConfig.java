package org.bastide.controller.image;

import java.time.Duration;
import java.util.Optional;

/**
 * How images are stored.
 *
 * @param largest the most bytes that an image, and the disk that it decodes to, may have; 1 TiB
 *     unless given
 * @param projectTotal the most bytes that the images of one project may have together; no limit
 *     unless given
 * @param patience how long a storage node may take to come for bytes or to settle an image; 10 s
 *     unless given
 * @param lease how long an upload's claim lasts unless renewed: after a crash, how long the image
 *     stays claimed; 30 s unless given
 * @param longestUpload the longest time from an upload's first byte to its decoded disk; 12 h
 *     unless given
 */
public record ImageConfig(
        Optional<Long> largest,
        Optional<Long> projectTotal,
        Optional<Duration> patience,
        Optional<Duration> lease,
        Optional<Duration> longestUpload) {
    private static final long TEBIBYTE = 1L << 40;

    public ImageConfig {
        largest = largest.or(() -> Optional.of(TEBIBYTE));
        patience = patience.or(() -> Optional.of(Duration.ofSeconds(10)));
        lease = lease.or(() -> Optional.of(Duration.ofSeconds(30)));
        longestUpload = longestUpload.or(() -> Optional.of(Duration.ofHours(12)));
    }

    /** The defaults. */
    public static ImageConfig standard() {
        return new ImageConfig(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
