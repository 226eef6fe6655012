package org.bastide.storagenode.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bastide.storagenode.image.Headers.MEBIBYTE;
import static org.bastide.storagenode.image.Headers.descriptor;
import static org.bastide.storagenode.image.Headers.qcow2;
import static org.bastide.storagenode.image.Headers.raw;
import static org.bastide.storagenode.image.Headers.text;
import static org.bastide.storagenode.image.Headers.vdi;
import static org.bastide.storagenode.image.Headers.vhd;
import static org.bastide.storagenode.image.Headers.vmdk;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;

class ImageInspectorTest {
    private static final long LIMIT = 1L << 40;
    private static final String SPARSE = "RW 2048 SPARSE \"disk.vmdk\"";

    private static long inspect(String format, byte[] image) {
        return ImageInspector.inspect(
                DiskFormat.named(format), ImageBytes.prefix(image, image.length, true), LIMIT);
    }

    private static void asItIs(ByteBuffer image) {
        assertThat(image.capacity()).isPositive();
    }

    static Stream<Arguments> taken() {
        return Stream.of(
                arguments("raw", raw(ImageInspectorTest::asItIs), 262_144),
                arguments("ami", raw(ImageInspectorTest::asItIs), 262_144),
                arguments("raw", raw(image -> image.putShort(510, (short) 0x55aa)), 262_144),
                arguments("raw", raw(image -> text(image, 512, "EFI PART")), 262_144),
                arguments("raw", raw(image -> text(image, 0x8001, "CD001")), 262_144),
                arguments("iso", raw(image -> text(image, 0x8001, "CD001")), 262_144),
                arguments("iso", raw(image -> text(image, 0x8001, "NSR03")), 262_144),
                arguments("qcow2", qcow2(ImageInspectorTest::asItIs), MEBIBYTE),
                arguments("qcow2", qcow2(image -> image.putInt(4, 2)), MEBIBYTE),
                arguments("qcow2", qcow2(image -> image.putLong(72, 0x19)), MEBIBYTE),
                arguments("qcow2", qcow2(image -> extension(image, 0x6803f857, 8)), MEBIBYTE),
                arguments("vmdk", sparse(SPARSE, ""), MEBIBYTE),
                arguments(
                        "vmdk",
                        vmdk(descriptor("streamOptimized", SPARSE, ""), ImageInspectorTest::asItIs),
                        MEBIBYTE),
                arguments("vdi", vdi(ImageInspectorTest::asItIs), MEBIBYTE),
                arguments("vhd", vhd(ImageInspectorTest::asItIs), MEBIBYTE));
    }

    @ParameterizedTest
    @MethodSource("taken")
    void takesWhatIsInOrder(String format, byte[] image, long size) {
        assertThat(inspect(format, image)).isEqualTo(size);
    }

    static Stream<Arguments> mislabelled() {
        return Stream.of(
                arguments("raw", qcow2(ImageInspectorTest::asItIs), "begins like qcow2"),
                arguments("raw", sparse(SPARSE, ""), "begins like vmdk"),
                arguments("raw", vdi(ImageInspectorTest::asItIs), "begins like vdi"),
                arguments("raw", vhd(ImageInspectorTest::asItIs), "begins like vhd"),
                arguments("raw", beginning("vhdxfile"), "begins like vhdx"),
                arguments("raw", beginning("LUKS\u00ba\u00be"), "begins like luks"),
                arguments("raw", beginning("QED\0"), "begins like qed"),
                arguments("aki", beginning("COWD"), "begins like vmdk (ESX)"),
                arguments("raw", beginning("# Disk DescriptorFile\n"), "descriptor only"),
                arguments("vmdk", beginning("# Disk DescriptorFile\n"), "descriptor only"),
                arguments("qcow2", raw(ImageInspectorTest::asItIs), "no qcow2 header"),
                arguments("qcow2", vdi(ImageInspectorTest::asItIs), "begins like vdi"),
                arguments("vhd", raw(ImageInspectorTest::asItIs), "no vhd header"),
                arguments("iso", raw(ImageInspectorTest::asItIs), "no iso header"),
                arguments(
                        "iso",
                        qcow2(image -> text(image, 0x8001, "CD001")),
                        "disk_format is iso, but the data begins like qcow2"),
                arguments(
                        "qcow2",
                        qcow2(image -> text(image, 0x40, "\u007f\u0010\u00da\u00be")),
                        "begins like vdi"));
    }

    static Stream<Arguments> hostileQcow2() {
        return Stream.of(
                arguments("qcow2", qcow2(image -> image.putLong(8, 1024)), "backing file"),
                arguments("qcow2", qcow2(image -> image.putLong(72, 4)), "data in another file"),
                arguments("qcow2", qcow2(image -> image.putLong(72, 2)), "marked corrupt"),
                arguments("qcow2", qcow2(image -> image.putLong(72, 0x20)), "features 0x20"),
                arguments(
                        "qcow2",
                        qcow2(image -> image.putLong(72, 1L << 63)),
                        "features 0x8000000000000000"),
                arguments(
                        "qcow2",
                        qcow2(image -> extension(image, 0x44415441, 8)),
                        "names an external data file"),
                arguments("qcow2", qcow2(image -> extension(image, 1, -1)), "longer than the"),
                arguments("qcow2", qcow2(image -> image.putInt(32, 2)), "encrypted"),
                arguments("qcow2", qcow2(image -> image.putInt(4, 1)), "version 1"),
                arguments("qcow2", qcow2(image -> image.putInt(20, 40)), "cluster_bits is 40"),
                arguments("qcow2", qcow2(image -> image.putInt(100, 3)), "header_length is 3"),
                arguments("qcow2", qcow2(image -> image.putLong(24, LIMIT + 1)), "more than the"),
                arguments("qcow2", qcow2(image -> image.putLong(24, -1)), "more than the"));
    }

    static Stream<Arguments> hostileVmdk() {
        return Stream.of(
                arguments("vmdk", sparse("RW 2048 FLAT \"/etc/shadow\" 0", ""), "outside the file"),
                arguments("vmdk", sparse("RW 2048 SPARSE \"../x.vmdk\"", ""), "outside the file"),
                arguments("vmdk", sparse(SPARSE + "\n" + SPARSE, ""), "2 extents"),
                arguments("vmdk", sparse("", ""), "0 extents"),
                arguments("vmdk", sparse(SPARSE, "parentCID=12345678"), "parent image"),
                arguments("vmdk", sparse(SPARSE, "parentFileNameHint=\"/etc/x\""), "parent image"),
                arguments("vmdk", sparse(SPARSE, "what is this"), "not understood"),
                arguments(
                        "vmdk",
                        vmdk(descriptor("monolithicFlat", SPARSE, ""), ImageInspectorTest::asItIs),
                        "createType is monolithicflat"),
                arguments(
                        "vmdk",
                        vmdk(
                                descriptor("monolithicSparse", SPARSE, ""),
                                image -> image.putLong(12, 0)),
                        "0 sectors"),
                arguments(
                        "vmdk",
                        vmdk(
                                descriptor("monolithicSparse", SPARSE, ""),
                                image -> image.putLong(28, 9)),
                        "not where it belongs"),
                arguments(
                        "vmdk",
                        vmdk(
                                descriptor("streamOptimized", SPARSE, ""),
                                image -> image.putLong(56, -1)),
                        "footer"));
    }

    static Stream<Arguments> hostileOthers() {
        return Stream.of(
                arguments("vdi", vdi(image -> image.putInt(0x4c, 4)), "image type 4"),
                arguments("vdi", vdi(image -> image.putLong(0x1a8, 1)), "parent image"),
                arguments("vdi", vdi(image -> image.putInt(0x44, 7)), "version 0x7"),
                arguments("vhd", vhd(image -> image.putInt(60, 4)), "disk type 4"),
                arguments("vhd", vhd(image -> image.putLong(48, LIMIT + 512)), "more than the"),
                arguments("vhdx", beginning("vhdxfile"), "region table"));
    }

    @ParameterizedTest
    @MethodSource({"mislabelled", "hostileQcow2", "hostileVmdk", "hostileOthers"})
    void refusesWithAReason(String format, byte[] image, String reason) {
        assertThatThrownBy(() -> inspect(format, image))
                .isInstanceOf(ImageRefused.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ploop", "docker", "", "QCOW2"})
    void refusesFormatsThatItDoesNotKnow(String format) {
        assertThatThrownBy(() -> DiskFormat.named(format))
                .isInstanceOf(ImageRefused.class)
                .hasMessageContaining("not supported: use one of raw, ami");
    }

    @Test
    void refusesAHeaderThatEndsTooSoon() {
        for (String begin : List.of("QFI\u00fb", "KDMV", "conectix", "vhdxfile")) {
            byte[] image = begin.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
            String format = ImageInspectorTest.format(image);

            assertThatThrownBy(() -> inspect(format, image))
                    .isInstanceOf(ImageRefused.class)
                    .hasMessageContaining("truncated");
        }
    }

    @Test
    void waitsForTheRestWhereTheFirstBytesDoNotDecide() {
        byte[] image = raw(ImageInspectorTest::asItIs);
        ImageBytes prefix = ImageBytes.prefix(image, image.length, false);

        for (DiskFormat format : List.of(DiskFormat.RAW, DiskFormat.VHD)) {
            assertThatThrownBy(() -> ImageInspector.inspect(format, prefix, LIMIT))
                    .isInstanceOf(ImageBytes.BeyondPrefix.class);
        }
    }

    private static String format(byte[] image) {
        return Signature.found(ImageBytes.prefix(image, image.length, true)).getFirst();
    }

    private static byte[] sparse(String extent, String more) {
        return vmdk(descriptor("monolithicSparse", extent, more), ImageInspectorTest::asItIs);
    }

    private static byte[] beginning(String text) {
        return raw(image -> text(image, 0, text));
    }

    private static void extension(ByteBuffer image, int type, int length) {
        image.putInt(104, type).putInt(108, length);
    }
}
