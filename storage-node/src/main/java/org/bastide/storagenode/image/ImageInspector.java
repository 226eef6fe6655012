package org.bastide.storagenode.image;

import java.util.ArrayList;
import java.util.List;

/**
 * Decides whether an upload is what its {@code disk_format} says, and harmless, before any tool of
 * QEMU sees it: a header can make QEMU open other files of the host.
 */
public final class ImageInspector {
    private ImageInspector() {}

    /**
     * Inspects a file, or its first bytes.
     *
     * @param limit the most bytes that its disk may have
     * @return the bytes of the disk inside
     * @throws ImageBytes.BeyondPrefix if the first bytes are in order and do not decide
     * @throws ImageRefused if the image is not taken
     */
    public static long inspect(DiskFormat declared, ImageBytes image, long limit) {
        mustMatch(declared, image);
        long size =
                switch (declared) {
                    case RAW, ISO -> image.size();
                    case QCOW2 -> Qcow2Header.inspect(image);
                    case VMDK -> VmdkHeader.inspect(image);
                    case VDI -> VdiHeader.inspect(image);
                    case VHD -> VhdHeader.inspect(image);
                    case VHDX -> VhdxHeader.inspect(image);
                };
        if (size < 0 || size > limit) {
            throw new ImageRefused(
                    "the disk inside has "
                            + Long.toUnsignedString(size)
                            + " bytes, more than the "
                            + limit
                            + " allowed");
        }
        return size;
    }

    /** A guest that boots a raw disk sees an ISO file system as a disk: that harms nobody. */
    private static void mustMatch(DiskFormat declared, ImageBytes image) {
        List<String> found = new ArrayList<>(Signature.found(image));
        String name = declared.shown();
        boolean present = found.remove(name);
        if (declared == DiskFormat.RAW) {
            found.remove(DiskFormat.ISO.shown());
        }
        if (!found.isEmpty()) {
            throw new ImageRefused(
                    "disk_format is "
                            + name
                            + ", but the data begins like "
                            + String.join(" and ", found));
        }
        // A fixed VHD has its only header at its end: see VhdHeader.
        boolean silent = declared == DiskFormat.RAW || declared == DiskFormat.VHD;
        if (!present && !silent) {
            throw new ImageRefused(
                    "disk_format is " + name + ", but the data has no " + name + " header");
        }
    }
}
