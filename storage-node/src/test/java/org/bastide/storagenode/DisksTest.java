package org.bastide.storagenode;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Outcome.DiskReady;
import org.bastide.common.link.Outcome.Failed;
import org.bastide.common.link.Outcome.Kind;
import org.bastide.common.link.Outcome.Nothing;
import org.bastide.common.link.TaskObservation;
import org.bastide.common.link.Work;
import org.bastide.common.tls.Sealed;
import org.bastide.storagenode.disk.DiskStore;
import org.bastide.storagenode.image.ImageStore;
import org.bastide.storagenode.image.QemuImages;
import org.bastide.storagenode.rbd.BlockStoreException;
import org.bastide.storagenode.rbd.BlockWriter;
import org.bastide.storagenode.rbd.ImageSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ForkJoinPool;

/** Disks, through the node's handler, in a real Ceph. */
@Tag("ceph")
@ExtendWith(CephCluster.class)
class DisksTest {
    private static final long LARGE = 64L << 20;
    private static final TestNode COMPUTE = TestNode.create();

    private final CephCluster.Running ceph;
    private final String id = UUID.randomUUID().toString();
    private final ImageSpec disk = new ImageSpec("disks", id);

    @TempDir private Path state;
    private Node node;

    DisksTest(CephCluster.Running ceph) {
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

    private static Work ensure(String disk, Optional<String> image, long size) {
        return new Work.EnsureDisk(disk, image, size, COMPUTE.certificate());
    }

    private DiskReady ready(Work work) {
        Outcome outcome = node.does(work);
        assertThat(outcome).isInstanceOf(DiskReady.class);
        return (DiskReady) outcome;
    }

    private String tinyImage() throws IOException {
        return node.image("qcow2", QemuImages.bytes(state, "qcow2"));
    }

    private byte[] read(int size) throws IOException {
        try (InputStream stream = ceph.store().read(disk, size)) {
            return stream.readAllBytes();
        }
    }

    /** What the disk's user can do with an image, by Ceph's own program. */
    private boolean can(DiskReady ready, String... command) throws IOException {
        Path keyring = state.resolve("keyring");
        String key = Sealed.open(ready.sealedKey(), COMPUTE.key());
        Files.writeString(keyring, "[client." + ready.user() + "]\n\tkey = " + key + "\n");
        String[] words = Arrays.copyOf(command, command.length + 4);
        words[command.length] = "--id";
        words[command.length + 1] = ready.user();
        words[command.length + 2] = "--keyring";
        words[command.length + 3] = keyring.toString();
        return ceph.can(words);
    }

    @Test
    void aDiskIsACloneOfItsImageGrownToItsSize() throws Exception {
        String image = tinyImage();

        DiskReady ready = ready(ensure(id, Optional.of(image), LARGE));

        assertThat(ready.pool()).isEqualTo("disks");
        assertThat(ready.image()).isEqualTo(id);
        assertThat(ready.user()).isEqualTo("bastide-disk-" + id);
        assertThat(ready.monitors()).singleElement().asString().startsWith("127.0.0.1:");
        assertThat(ceph.store().size(disk)).hasValue(LARGE);
        assertThat(read(QemuImages.SIZE)).isEqualTo(QemuImages.disk());
        assertThat(ceph.admin("rbd", "info", "disks/" + id))
                .contains("parent: images/" + image + ".raw@bootable");
    }

    @Test
    void aDiskOfARawImageIsACloneOfItsOnlyCopy() throws Exception {
        String image = node.image("raw", QemuImages.disk());

        ready(ensure(id, Optional.of(image), 1));

        assertThat(read(QemuImages.SIZE)).isEqualTo(QemuImages.disk());
        assertThat(ceph.store().size(disk)).hasValue(QemuImages.SIZE);
    }

    @Test
    void aRepeatedDirectiveChangesNothingAndItsKeyStays() throws Exception {
        String image = tinyImage();
        Work work = ensure(id, Optional.of(image), LARGE);
        DiskReady first = ready(work);
        String before = ceph.admin("rbd", "info", "disks/" + id);
        try (BlockWriter writer = ceph.store().writer(disk)) {
            writer.write(0, new byte[] {1, 2, 3, 4}, 4);
            writer.flush();
        }

        DiskReady second = ready(work);
        DiskReady smaller = ready(ensure(id, Optional.of(image), 1));

        assertThat(Sealed.open(second.sealedKey(), COMPUTE.key()))
                .isEqualTo(Sealed.open(first.sealedKey(), COMPUTE.key()))
                .isEqualTo(Sealed.open(smaller.sealedKey(), COMPUTE.key()));
        assertThat(ceph.admin("rbd", "info", "disks/" + id)).contains(idOf(before));
        assertThat(ceph.store().size(disk)).hasValue(LARGE);
        assertThat(read(4)).containsExactly(1, 2, 3, 4);
    }

    private static String idOf(String info) {
        return info.lines().filter(line -> line.contains("\tid: ")).findFirst().orElseThrow();
    }

    @Test
    void aDiskLeftHalfMadeIsMadeAnew() throws Exception {
        String image = tinyImage();
        ceph.store().create(disk, 512);

        ready(ensure(id, Optional.of(image), 1));

        assertThat(read(QemuImages.SIZE)).isEqualTo(QemuImages.disk());
    }

    @Test
    void aDisksUserReachesItsOwnDiskAndNoOther() throws Exception {
        String image = tinyImage();
        String other = UUID.randomUUID().toString();
        ready(ensure(other, Optional.of(image), LARGE));
        String blank = UUID.randomUUID().toString();
        ready(ensure(blank, Optional.empty(), LARGE));

        DiskReady ready = ready(ensure(id, Optional.of(image), LARGE));

        Path out = state.resolve("out");
        assertThat(can(ready, "rbd", "export", "disks/" + id, out.toString())).isTrue();
        byte[] exported = Arrays.copyOf(Files.readAllBytes(out), QemuImages.SIZE);
        assertThat(exported).isEqualTo(QemuImages.disk());
        assertThat(can(ready, "rbd", "bench", "--io-total", "64K", "--io-type", "write", at(id)))
                .isTrue();
        assertThat(can(ready, "rbd", "info", at(other))).isFalse();
        assertThat(can(ready, "rbd", "export", at(blank), out + "2")).isFalse();
        assertThat(can(ready, "rbd", "ls", "disks")).isFalse();
        assertThat(can(ready, "rbd", "rm", at(id))).isFalse();
        assertThat(can(ready, "rbd", "create", "--size", "1", at("new"))).isFalse();
        assertThat(can(ready, "rbd", "bench", "--io-type", "write", "images/" + image + ".raw"))
                .isFalse();
        assertThat(can(ready, "rados", "-p", "disks", "ls")).isFalse();
        assertThat(can(ready, "ceph", "auth", "ls")).isFalse();
    }

    private static String at(String disk) {
        return "disks/" + disk;
    }

    @Test
    void aCloneReadsOnWhenItsImageIsDeletedAndTheTrashEmptiesAfterIt() throws Exception {
        String image = tinyImage();
        DiskReady ready = ready(ensure(id, Optional.of(image), LARGE));

        assertThat(node.does(new Work.DeleteImage(image))).isEqualTo(new Nothing());

        assertThat(ceph.store().names("images", image)).isEmpty();
        assertThat(ceph.admin("rbd", "trash", "ls", "images")).contains(image + ".raw");
        assertThat(read(QemuImages.SIZE)).isEqualTo(QemuImages.disk());
        Path out = state.resolve("out");
        assertThat(can(ready, "rbd", "export", at(id), out.toString())).isTrue();
        assertThat(node.does(ensure(id, Optional.of(image), LARGE))).isInstanceOf(DiskReady.class);
        ceph.store().purgeTrash("images");
        assertThat(ceph.admin("rbd", "trash", "ls", "images")).contains(image + ".raw");

        node.does(new Work.DeleteDisk(id));
        ceph.store().purgeTrash("images");

        assertThat(ceph.admin("rbd", "trash", "ls", "images")).doesNotContain(image);
    }

    @Test
    void aDeletedDiskIsGoneWithItsUser() throws Exception {
        DiskReady ready = ready(ensure(id, Optional.empty(), LARGE));

        assertThat(node.does(new Work.DeleteDisk(id))).isEqualTo(new Nothing());
        assertThat(node.does(new Work.DeleteDisk(id))).isEqualTo(new Nothing());

        assertThat(ceph.store().size(disk)).isEmpty();
        assertThat(ceph.admin("ceph", "auth", "ls")).doesNotContain(ready.user());
    }

    @Test
    void aDiskThatSomebodyHasOpenIsNotDeletedUntilTheyLetGo() throws Exception {
        ready(ensure(id, Optional.empty(), LARGE));
        BlockWriter open = ceph.store().writer(disk);
        open.write(0, new byte[512], 512);
        open.flush();
        DiskStore impatient = store(Duration.ZERO);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> impatient.delete(id)))
                .isInstanceOf(BlockStoreException.class)
                .hasMessageContaining("in use");
        node.receive("task", 1, new Work.DeleteDisk(id), node.link());
        open.close();

        assertThat(node.link().outcome("task", 1)).isEqualTo(new Nothing());
    }

    private DiskStore store(Duration patience) {
        ImageStore images =
                new ImageStore(ceph.store(), "images", state, ForkJoinPool.commonPool());
        return new DiskStore(ceph.store(), images, "disks", patience);
    }

    @Test
    void aDiskOfAnImageThatDoesNotExistFails() {
        String image = UUID.randomUUID().toString();

        Outcome outcome = node.does(ensure(id, Optional.of(image), LARGE));

        assertThat(outcome)
                .isEqualTo(
                        new Failed(
                                Kind.NOT_FOUND,
                                "image " + image + " does not exist, or is not stored yet"));
        assertThat(ceph.store().size(disk)).isEmpty();
    }

    @Test
    void aFullPoolRefusesWithSizes() throws Exception {
        ceph.admin("ceph", "osd", "pool", "set-quota", "disks", "max_bytes", "1");
        try {
            Outcome outcome = node.does(ensure(id, Optional.empty(), LARGE));

            assertThat(outcome).isInstanceOf(Failed.class);
            assertThat(((Failed) outcome).kind()).isEqualTo(Kind.NO_SPACE);
            assertThat(((Failed) outcome).reason()).contains(LARGE + " bytes").contains("0 avail");
        } finally {
            ceph.admin("ceph", "osd", "pool", "set-quota", "disks", "max_bytes", "0");
        }
    }

    @Test
    void aDiskInAFullPoolCanBeDeleted() {
        ready(ensure(id, Optional.empty(), LARGE));
        ceph.admin("ceph", "osd", "pool", "set-quota", "disks", "max_bytes", "1");
        try {
            awaitFull(true);

            assertThat(node.does(new Work.DeleteDisk(id))).isEqualTo(new Nothing());
        } finally {
            ceph.admin("ceph", "osd", "pool", "set-quota", "disks", "max_bytes", "0");
            awaitFull(false);
        }
        assertThat(ceph.store().size(disk)).isEmpty();
    }

    private void awaitFull(boolean full) {
        Instant end = Instant.now().plusSeconds(60);
        while (isFull() != full) {
            assertThat(Instant.now()).as("pool disks changes").isBefore(end);
        }
    }

    private boolean isFull() {
        return ceph.admin("ceph", "osd", "pool", "ls", "detail")
                .lines()
                .anyMatch(pool -> pool.contains("'disks'") && pool.contains("full_quota"));
    }

    @Test
    void capabilitiesOfAUserThatExistsAreMadeRight() throws Exception {
        ceph.admin(
                "ceph", "auth", "get-or-create", "client.bastide-disk-" + id, "mon", "profile rbd");

        DiskReady ready = ready(ensure(id, Optional.empty(), LARGE));

        assertThat(can(ready, "rbd", "info", at(id))).isTrue();
    }

    @Test
    void whatIsNoIdIsRefusedBeforeItBecomesAPartOfAName() {
        for (String bad : new String[] {"../etc", "x, allow *", "", "ABC"}) {
            Outcome outcome = node.does(ensure(bad, Optional.empty(), LARGE));

            assertThat(outcome).isInstanceOf(Failed.class);
        }
        assertThat(node.link().sent()).allMatch(TaskObservation.class::isInstance);
    }
}
