package org.bastide.storagenode.image;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;

/**
 * How a format begins.
 *
 * @param format the format's name, which is {@link DiskFormat#shown} where we take it
 * @param bytes a character each
 */
record Signature(String format, long offset, String bytes) {
    private static final int ISO_DESCRIPTOR = 0x8001;

    /**
     * Everything that QEMU could be talked into opening as something else than raw. A partition
     * table is not among them: a raw disk has one.
     */
    private static final List<Signature> KNOWN =
            List.of(
                    of("qcow2", 0, "QFI\u00fb"),
                    of("qed", 0, "QED\0"),
                    of("vmdk", 0, "KDMV"),
                    of("vmdk (ESX)", 0, "COWD"),
                    of("vmdk (descriptor only)", 0, "# Disk DescriptorFile"),
                    of("vdi", 0x40, "\u007f\u0010\u00da\u00be"),
                    of("vhd", 0, "conectix"),
                    of("vhdx", 0, "vhdxfile"),
                    of("luks", 0, "LUKS\u00ba\u00be"),
                    of("parallels", 0, "WithoutFreeSpace"),
                    of("parallels", 0, "WithouFreSpacExt"),
                    of("bochs", 0, "Bochs Virtual HD Image"),
                    of("cloop", 0, "#!/bin/sh\n#V2.0 Format\nmodprobe cloop"),
                    of("iso", ISO_DESCRIPTOR, "CD001"),
                    of("iso", ISO_DESCRIPTOR, "BEA01"),
                    of("iso", ISO_DESCRIPTOR, "NSR02"),
                    of("iso", ISO_DESCRIPTOR, "NSR03"));

    private static Signature of(String format, long offset, String bytes) {
        return new Signature(format, offset, bytes);
    }

    /** The formats that a file could be, by how it begins. */
    static List<String> found(ImageBytes image) {
        return KNOWN.stream()
                .filter(
                        signature ->
                                image.has(signature.offset, signature.bytes.getBytes(ISO_8859_1)))
                .map(Signature::format)
                .distinct()
                .toList();
    }
}
