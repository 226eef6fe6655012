package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bastide.controller.image.ImageCloud.await;
import static org.bastide.controller.image.ImageCloud.bytes;

import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** What becomes of an upload whose controller died; quotas. */
@Tag("sql")
class ImageRecoveryTest {
    @TempDir Path folder;

    @Test
    void anUploadWhoseControllerDiedIsSweptOnceItsLeaseIsOver() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-02T03:04:05Z"));
        InstantSource clock = now::get;
        try (ImageCloud cloud =
                new ImageCloud(TestDatabase.fresh(folder), clock, Optional.empty())) {
            String id = cloud.queued("alice");
            cloud.node.holds(id + ".1", bytes(10));
            cloud.database.write(
                    tx ->
                            tx.update(
                                    """
                                    UPDATE image SET state = 'SAVING', attempt = 1, upload_holder = 'dead',
                                        upload_until = :until WHERE id = :id
                                    """,
                                    Map.of("id", id, "until", now.get().plusSeconds(30))));

            cloud.nudge();
            assertThat(cloud.upload("alice", id, bytes(10)).status()).isEqualTo(409);
            assertThat(cloud.status(id)).isEqualTo("saving");

            now.updateAndGet(then -> then.plus(Duration.ofSeconds(31)));
            cloud.nudge();
            await(() -> cloud.status(id).equals("queued"));
            assertThat(cloud.node.names()).isEmpty();
            assertThat(cloud.upload("alice", id, bytes(10)).status()).isEqualTo(204);
            assertThat(cloud.node.names()).isEqualTo(List.of(id));
        }
    }

    @Test
    void aProjectsImagesHaveOnlySoManyBytes() {
        try (ImageCloud cloud =
                new ImageCloud(
                        TestDatabase.fresh(folder), InstantSource.system(), Optional.of(1000L))) {
            String kept = cloud.active("alice", bytes(600));
            String other = cloud.queued("alice");

            assertThat(cloud.upload("alice", other, bytes(600)).status()).isEqualTo(413);
            assertThat(cloud.upload("alice", other, bytes(400)).status()).isEqualTo(204);
            assertThat(cloud.active("bob", bytes(600))).isNotEqualTo(kept);
        }
    }
}
