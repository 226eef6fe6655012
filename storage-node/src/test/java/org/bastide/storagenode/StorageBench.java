package org.bastide.storagenode;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.Outcome.DiskReady;
import org.bastide.common.link.Outcome.ImageStored;
import org.bastide.common.link.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;

/**
 * What storage work costs, beside Ceph's own programs in the same run. Not a test that a build
 * runs: {@code mvn test -pl storage-node -am -Dtest=StorageBench}.
 */
@Tag("ceph")
@ExtendWith(CephCluster.class)
class StorageBench {
    private static final Logger LOG = LoggerFactory.getLogger(StorageBench.class);
    private static final int MEBIBYTES = 512;
    private static final int DISKS = 21;

    private final CephCluster.Running ceph;

    @TempDir private Path state;
    private Node node;

    StorageBench(CephCluster.Running ceph) {
        this.ceph = ceph;
    }

    @BeforeEach
    void start() {
        node = new Node(ceph, state.resolve("state"));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static long millis(Runnable body) {
        long start = System.nanoTime();
        body.run();
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    @Test
    void anUploadBesideTheBareThree() throws IOException {
        Path file = state.resolve("file");
        byte[] chunk = new byte[1 << 20];
        Random random = new Random(1);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < MEBIBYTES; i++) {
                random.nextBytes(chunk);
                out.write(chunk);
            }
        }
        String path = file.toString();
        upload(file);
        for (int round = 0; round < 3; round++) {
            long bare =
                    millis(
                            () -> {
                                Commands.run("sha512sum", path);
                                Commands.run("md5sum", path);
                                ceph.admin("rbd", "import", path, "images/bare");
                            });
            ceph.admin("rbd", "rm", "images/bare");
            long ours = upload(file);
            LOG.info("upload of {} MiB: {} ms, bare three {} ms", MEBIBYTES, ours, bare);
        }
    }

    private long upload(Path file) throws IOException {
        String image = UUID.randomUUID().toString();
        try (InputStream body = Files.newInputStream(file)) {
            node.link().offer(image, body);
            OptionalLong size = OptionalLong.of(Files.size(file));
            Work work = new Work.StoreImage(image, image, "raw", size, 1L << 40);
            long time = millis(() -> assertThat(node.does(work)).isInstanceOf(ImageStored.class));
            node.does(new Work.DeleteImage(image));
            return time;
        }
    }

    @Test
    void aCloneWithItsUser() {
        byte[] tiny = new byte[30 << 20];
        new Random(3).nextBytes(tiny);
        String image = node.image("raw", tiny);
        String certificate = TestNode.create().certificate();
        long[] times = new long[DISKS];
        for (int i = 0; i < DISKS; i++) {
            Work work =
                    new Work.EnsureDisk(
                            UUID.randomUUID().toString(),
                            Optional.of(image),
                            1L << 30,
                            certificate);
            times[i] = millis(() -> assertThat(node.does(work)).isInstanceOf(DiskReady.class));
        }
        Arrays.sort(times);
        bare(image);
        LOG.info(
                "a clone with its user: median {} ms, best {} ms, worst {} ms",
                times[DISKS / 2],
                times[0],
                times[DISKS - 1]);
    }

    /** The same by Ceph's own programs, each of which starts and connects. */
    private void bare(String image) {
        long time =
                millis(
                        () -> {
                            ceph.admin(
                                    "rbd",
                                    "clone",
                                    "--rbd-default-clone-format",
                                    "2",
                                    "images/" + image + "@bootable",
                                    "disks/x");
                            ceph.admin("rbd", "resize", "--size", "1G", "disks/x");
                            ceph.admin("ceph", "auth", "get-or-create", "client.x");
                        });
        LOG.info("rbd clone, rbd resize, ceph auth get-or-create: {} ms", time);
    }
}
