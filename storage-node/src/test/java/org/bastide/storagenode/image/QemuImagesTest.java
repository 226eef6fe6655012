package org.bastide.storagenode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bastide.storagenode.Commands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The inspector and the sandboxed decoder on what QEMU itself writes. */
class QemuImagesTest {
    private static final long LIMIT = 1L << 40;

    @TempDir private Path directory;

    @BeforeEach
    void needsQemu() {
        assumeTrue(Commands.exist("qemu-img"), "qemu-img is not installed");
    }

    private Path image(String format, String options) throws IOException {
        Path source = directory.resolve("source");
        Files.write(source, QemuImages.disk());
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        Path image = scratch.resolve("input");
        Commands.run(QemuImages.convert(source, format, options, image));
        return image;
    }

    private static long inspect(DiskFormat format, Path image) throws IOException {
        try (FileChannel file = FileChannel.open(image)) {
            return ImageInspector.inspect(format, ImageBytes.file(file), LIMIT);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "QCOW2, ''",
        "QCOW2, compat=0.10",
        "QCOW2, cluster_size=4096",
        "QCOW2, extended_l2=on",
        "QCOW2, compression_type=zstd",
        "VMDK, ''",
        "VMDK, subformat=streamOptimized",
        "VDI, ''",
        "VDI, static=on",
        "VHD, subformat=dynamic",
        "VHD, subformat=fixed",
        "VHDX, ''",
        "VHDX, subformat=fixed",
    })
    void whatQemuWritesIsTakenAndDecodesToTheSameDisk(DiskFormat format, String options)
            throws Exception {
        Path image = image(format.qemu(), options);

        long size = inspect(format, image);

        assertThat(size).isGreaterThanOrEqualTo(QemuImages.SIZE);
        assumeTrue(Commands.exist("bwrap"), "bubblewrap is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        Path output = Decoder.decode(image.getParent(), format, size);
        byte[] decoded = Files.readAllBytes(output);
        byte[] disk = QemuImages.disk();
        assertThat(decoded).hasSizeGreaterThanOrEqualTo(disk.length);
        assertThat(java.util.Arrays.copyOf(decoded, disk.length)).isEqualTo(disk);
    }

    @ParameterizedTest
    @CsvSource({
        "qcow2, QCOW2, backing_file=/etc/passwd, backing file",
        "qcow2, QCOW2, data_file=data, data in another file",
        "vmdk, VMDK, subformat=monolithicFlat, begins like vmdk (descriptor only)",
        "vmdk, VMDK, subformat=twoGbMaxExtentSparse, begins like vmdk (descriptor only)",
        "vmdk, VMDK, backing_file=parent.vmdk, parent image",
        "luks, RAW, '', begins like luks",
    })
    void whatNeedsOtherFilesOrAKeyIsRefused(
            String qemu, DiskFormat format, String options, String reason) throws Exception {
        Path image = QemuImages.hostile(directory, qemu, options);

        assertThatThrownBy(() -> inspect(format, image))
                .isInstanceOf(ImageRefused.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theSandboxHasNoNetworkNoFilesNoRootAndNoTime() throws Exception {
        assumeTrue(Commands.exist("bwrap"), "bubblewrap is not installed");
        assumeTrue("root".equals(System.getProperty("user.name")), "not root");
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        Sandbox.Limits limits = new Sandbox.Limits(Duration.ofSeconds(1), 1 << 20, () -> true);
        String look = "id -u; ls /etc /root /var /srv; cat /proc/net/dev | tail -n +3";

        Sandbox.Result seen = Sandbox.run(scratch, limits, List.of("sh", "-c", look));
        Sandbox.Result large =
                Sandbox.run(
                        scratch,
                        limits,
                        List.of("dd", "if=/dev/zero", "of=/work/large", "bs=1M", "count=2"));
        Sandbox.Result slow = Sandbox.run(scratch, limits, List.of("sleep", "60"));

        assertThat(seen.output()).startsWith(String.valueOf(Sandbox.USER));
        assertThat(seen.output().lines().filter(line -> line.contains("No such file"))).hasSize(4);
        assertThat(seen.output().lines().filter(line -> line.matches(" *\\w+:.*[0-9]{3}.*")))
                .isEmpty();
        assertThat(large.status()).isNotZero();
        assertThat(Files.size(scratch.resolve("large"))).isLessThanOrEqualTo(1 << 20);
        assertThat(slow.status()).isNegative();
    }
}
