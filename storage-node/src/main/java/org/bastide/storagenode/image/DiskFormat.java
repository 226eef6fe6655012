package org.bastide.storagenode.image;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The disk formats that we take, by their names in the image API. */
public enum DiskFormat {
    RAW("raw", "raw ami ari aki"),
    ISO("raw", "iso"),
    QCOW2("qcow2", "qcow2"),
    VMDK("vmdk", "vmdk"),
    VDI("vdi", "vdi"),
    VHD("vpc", "vhd"),
    VHDX("vhdx", "vhdx");

    private final String qemu;
    private final String names;

    /** Names are apart by spaces: an enum is to be immutable, which lists do not promise. */
    DiskFormat(String qemu, String names) {
        this.qemu = qemu;
        this.names = names;
    }

    /**
     * The format of an image's {@code disk_format}.
     *
     * @throws ImageRefused if we do not take it
     */
    public static DiskFormat named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.names().contains(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ImageRefused(
                                        "disk_format "
                                                + name
                                                + " is not supported: use one of "
                                                + supported()));
    }

    private static String supported() {
        return Arrays.stream(values())
                .flatMap(format -> format.names().stream())
                .collect(Collectors.joining(", "));
    }

    private List<String> names() {
        return List.of(names.split(" ", -1));
    }

    /** What QEMU calls it. */
    public String qemu() {
        return qemu;
    }

    /** The name that we show. */
    public String shown() {
        return names().getFirst();
    }

    /** Whether a guest can read the bytes as they came, so that they are stored once. */
    public boolean bootable() {
        return this == RAW || this == ISO;
    }
}
