package org.bastide.storagenode;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Outcome.Failed;
import org.bastide.common.link.Outcome.ImageStored;
import org.bastide.common.link.Outcome.Kind;
import org.bastide.common.link.Outcome.Nothing;
import org.bastide.common.link.Work;
import org.bastide.storagenode.image.QemuImages;
import org.bastide.storagenode.rbd.BlockWriter;
import org.bastide.storagenode.rbd.ImageSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/** Images, through the node's handler, in a real Ceph. */
@Tag("ceph")
@ExtendWith(CephCluster.class)
class ImagesTest {
    /** A multiple neither of RBD's objects nor of sectors. */
    private static final int SIZE = 9 * 1024 * 1024 + 77;

    private static final long ROUNDED = 9 * 1024 * 1024 + 512;

    private final CephCluster.Running ceph;
    private final String image = UUID.randomUUID().toString();

    @TempDir private Path state;
    private Node node;

    ImagesTest(CephCluster.Running ceph) {
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

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(2).nextBytes(bytes);
        return bytes;
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The RBD images of the image, whatever their names go on with. */
    private List<String> stored() {
        return ceph.store().names("images", image);
    }

    private List<Path> scratch() throws IOException {
        try (Stream<Path> files = Files.list(state.resolve("state/decode"))) {
            return files.toList();
        }
    }

    private void assertRefused(Outcome outcome, String reason) throws IOException {
        assertThat(outcome).isInstanceOf(Failed.class);
        Failed failed = (Failed) outcome;
        assertThat(failed.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failed.reason()).contains(reason);
        assertThat(stored()).isEmpty();
        assertThat(scratch()).isEmpty();
    }

    @Test
    void aRawUploadIsStoredOnceAndComesBackAsItCame() throws Exception {
        byte[] bytes = random(SIZE);

        Outcome outcome = node.uploads(image, "raw", bytes);

        assertThat(outcome)
                .isEqualTo(
                        new ImageStored(SIZE, hash("MD5", bytes), hash("SHA-512", bytes), ROUNDED));
        assertThat(node.does(new Work.KeepImage(image, 1))).isEqualTo(new Nothing());
        assertThat(stored()).containsExactly(image);
        assertThat(node.downloads(image)).isEqualTo(bytes);
        assertThat(scratch()).isEmpty();
    }

    @Test
    void anUploadWhoseLengthNobodyNamedIsStoredToo() {
        byte[] bytes = random(SIZE);

        node.uploads(image, "raw", bytes, OptionalLong.empty());
        node.does(new Work.KeepImage(image, 1));

        assertThat(node.downloads(image)).isEqualTo(bytes);
        assertThat(ceph.store().size(new ImageSpec("images", image))).hasValue(ROUNDED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 512, BlockWriter.CHUNK, 2 * BlockWriter.CHUNK})
    void everySizeComesBack(int size) {
        byte[] bytes = random(size);

        node.uploads(image, "ami", bytes, OptionalLong.empty());
        node.does(new Work.KeepImage(image, 1));

        assertThat(node.downloads(image)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"qcow2,qcow2", "vmdk,vmdk", "vdi,vdi", "vhd,vpc", "vhdx,vhdx"})
    void anotherFormatBecomesABootableDiskAndItsBytesStay(String format, String qemu)
            throws Exception {
        byte[] bytes = QemuImages.bytes(state, qemu);

        Outcome outcome = node.uploads(image, format, bytes);
        node.does(new Work.KeepImage(image, 1));

        assertThat(outcome).isInstanceOf(ImageStored.class);
        assertThat(((ImageStored) outcome).size()).isEqualTo(bytes.length);
        assertThat(((ImageStored) outcome).md5()).isEqualTo(hash("MD5", bytes));
        assertThat(stored()).containsExactlyInAnyOrder(image, image + ".raw");
        assertThat(node.downloads(image)).isEqualTo(bytes);
        Path disk = state.resolve("disk");
        ceph.admin("rbd", "export", "images/" + image + ".raw@bootable", disk.toString());
        byte[] decoded = Files.readAllBytes(disk);
        assertThat(Arrays.copyOf(decoded, QemuImages.SIZE)).isEqualTo(QemuImages.disk());
        assertThat(scratch()).isEmpty();
    }

    @Test
    void aHostileImageIsRefusedAndNothingIsLeft() throws Exception {
        Path hostile = QemuImages.hostile(state, "qcow2", "backing_file=/etc/passwd");

        assertRefused(
                node.uploads(image, "qcow2", Files.readAllBytes(hostile)), "has a backing file");
        assertRefused(node.uploads(image, "raw", Files.readAllBytes(hostile)), "begins like qcow2");
        assertRefused(node.uploads(image, "floppy", random(512)), "not supported");
    }

    @Test
    void anImageWhoseInsideIsBrokenIsRefusedAndNothingIsLeft() throws Exception {
        byte[] bytes = QemuImages.bytes(state, "qcow2");
        byte[] half = Arrays.copyOf(bytes, bytes.length / 4);
        Arrays.fill(half, 104 * 1024, half.length, (byte) 0xff);

        assertRefused(node.uploads(image, "qcow2", half), "cannot be decoded as qcow2");
    }

    @Test
    void anUploadCutShortOrTooLongIsRefusedAndNothingIsLeft() throws Exception {
        assertRefused(
                node.uploads(image, "raw", random(SIZE), OptionalLong.of(SIZE + 1)),
                "truncated: " + SIZE + " of " + (SIZE + 1));
        assertRefused(
                node.uploads(image, "raw", random(SIZE), OptionalLong.of(SIZE - 1)),
                "longer than the " + (SIZE - 1));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws Exception {
        PipedOutputStream sender = new PipedOutputStream();
        InputStream broken = new PipedInputStream(sender);
        broken.close();
        byte[] begin = random(SIZE);
        node.link()
                .offer("broken", new SequenceInputStream(new ByteArrayInputStream(begin), broken));

        Outcome outcome =
                node.does(
                        new Work.StoreImage(
                                image, "broken", "raw", OptionalLong.of(2 * SIZE), Node.LIMIT));

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(((Failed) outcome).kind()).isEqualTo(Kind.TROUBLE);
        assertThat(((Failed) outcome).reason()).contains("broke off").contains("closed");
        assertThat(stored()).isEmpty();
        assertThat(scratch()).isEmpty();
    }

    @Test
    void keepingSweepsTheOtherAttemptsAndMayBeRepeated() {
        byte[] bytes = random(SIZE);
        node.link().offer("first", random(4096));
        node.link().offer("second", bytes);
        node.does("task", 1, upload("first"));
        node.does("task", 2, upload("second"));

        assertThat(node.does(new Work.KeepImage(image, 2))).isEqualTo(new Nothing());
        assertThat(node.does(new Work.KeepImage(image, 2))).isEqualTo(new Nothing());

        assertThat(stored()).containsExactly(image);
        assertThat(node.downloads(image)).isEqualTo(bytes);
    }

    private Work upload(String channel) {
        return new Work.StoreImage(image, channel, "raw", OptionalLong.empty(), Node.LIMIT);
    }

    @Test
    void keepingWhatIsNotStoredFails() {
        assertThat(node.does(new Work.KeepImage(image, 7)))
                .isEqualTo(
                        new Failed(
                                Kind.NOT_FOUND, "attempt 7 of image " + image + " is not stored"));
    }

    @Test
    void deletingRemovesImageAndAttemptsAndMayBeRepeated() throws Exception {
        node.uploads(image, "qcow2", QemuImages.bytes(state, "qcow2"));
        node.does(new Work.KeepImage(image, 1));
        node.link().offer("again", random(4096));
        node.does("task", 2, upload("again"));

        assertThat(node.does(new Work.DeleteImage(image))).isEqualTo(new Nothing());
        assertThat(node.does(new Work.DeleteImage(image))).isEqualTo(new Nothing());

        assertThat(stored()).isEmpty();
        assertThat(node.downloads(image)).isEmpty();
    }

    @Test
    void aSweepRemovesOldAttemptsThatWereNeverFinishedAndThatNobodyWrites() {
        ceph.store().create(new ImageSpec("images", image + ".1"), 4096);
        String finished = UUID.randomUUID().toString();
        node.uploads(finished, "raw", random(4096));

        node.node().sweep(Instant.EPOCH);
        assertThat(stored()).containsExactly(image + ".1");
        try (BlockWriter writer = ceph.store().writer(new ImageSpec("images", image + ".1"))) {
            writer.write(0, new byte[512], 512);
            node.node().sweep(Instant.now().plusSeconds(10));
            assertThat(stored()).containsExactly(image + ".1");
        }
        node.node().sweep(Instant.now().plusSeconds(10));

        assertThat(stored()).isEmpty();
        assertThat(ceph.store().names("images", finished)).containsExactly(finished + ".1");
    }

    @Test
    void aFullPoolRefusesWithSizes() {
        ceph.admin("ceph", "osd", "pool", "set-quota", "images", "max_bytes", "1000");
        try {
            Outcome outcome = node.uploads(image, "raw", random(SIZE));

            assertThat(outcome).isInstanceOf(Failed.class);
            assertThat(((Failed) outcome).kind()).isEqualTo(Kind.NO_SPACE);
            assertThat(((Failed) outcome).reason()).contains(SIZE + " bytes wanted");
        } finally {
            ceph.admin("ceph", "osd", "pool", "set-quota", "images", "max_bytes", "0");
        }
    }
}
