package org.bastide.storagenode.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * The footer of Microsoft's older format (QEMU: {@code vpc}). A dynamic disk repeats it at its
 * start, a fixed one has it at its end only.
 */
final class VhdHeader {
    private static final int LENGTH = 512;
    private static final byte[] COOKIE = "conectix".getBytes(US_ASCII);
    private static final int FIXED = 2;
    private static final int DYNAMIC = 3;

    private VhdHeader() {}

    static long inspect(ImageBytes image) {
        boolean atStart = image.has(0, COOKIE);
        long offset = atStart ? 0 : image.size() - LENGTH;
        if (!atStart && !image.has(offset, COOKIE)) {
            throw new ImageRefused("disk_format is vhd, but the data has no vhd header");
        }
        ByteBuffer footer = image.at(offset, LENGTH);
        int type = footer.getInt(60);
        if (type != (atStart ? DYNAMIC : FIXED)) {
            throw new ImageRefused(
                    "vhd: disk type "
                            + Integer.toUnsignedString(type)
                            + " is not supported, only fixed and dynamic disks are");
        }
        // QEMU takes the one or the other, as the tool that wrote the file makes advisable.
        return Math.max(footer.getLong(40), footer.getLong(48));
    }
}
