package org.bastide.storagenode.image;

import java.nio.ByteBuffer;

/** The header of qcow2, as {@code docs/interop/qcow2.rst} of QEMU has it. */
final class Qcow2Header {
    private static final int VERSION_2_LENGTH = 72;
    private static final int VERSION_3_LENGTH = 104;
    private static final int MOST_EXTENSIONS = 64;
    private static final int EXTERNAL_DATA_FILE = 0x44415441;

    private static final long DIRTY = 1;
    private static final long CORRUPT = 1 << 1;
    private static final long DATA_FILE = 1 << 2;
    private static final long COMPRESSION_TYPE = 1 << 3;
    private static final long EXTENDED_L2 = 1 << 4;

    private Qcow2Header() {}

    static long inspect(ImageBytes image) {
        ByteBuffer header = image.at(0, VERSION_2_LENGTH);
        int version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw new ImageRefused(
                    "qcow2: version " + Integer.toUnsignedString(version) + " is not supported");
        }
        if (header.getLong(8) != 0) {
            throw new ImageRefused("qcow2: the image has a backing file");
        }
        int clusterBits = header.getInt(20);
        if (clusterBits < 9 || clusterBits > 21) {
            throw new ImageRefused(
                    "qcow2: cluster_bits is " + clusterBits + ", not between 9 and 21");
        }
        if (header.getInt(32) != 0) {
            throw new ImageRefused("qcow2: the image is encrypted");
        }
        int end = version == 2 ? VERSION_2_LENGTH : inspectVersion3(image, 1 << clusterBits);
        inspectExtensions(image, end, 1 << clusterBits);
        return header.getLong(24);
    }

    /** Where the header ends. */
    private static int inspectVersion3(ImageBytes image, int cluster) {
        ByteBuffer header = image.at(0, VERSION_3_LENGTH);
        long features = header.getLong(72);
        if ((features & DATA_FILE) != 0) {
            throw new ImageRefused("qcow2: the image keeps its data in another file");
        }
        if ((features & CORRUPT) != 0) {
            throw new ImageRefused("qcow2: the image is marked corrupt");
        }
        long unknown = features & ~(DIRTY | COMPRESSION_TYPE | EXTENDED_L2);
        if (unknown != 0) {
            throw new ImageRefused(
                    "qcow2: unknown incompatible features 0x" + Long.toHexString(unknown));
        }
        int length = header.getInt(100);
        if (length < VERSION_3_LENGTH || length > cluster || length % 8 != 0) {
            throw new ImageRefused("qcow2: header_length is " + Integer.toUnsignedString(length));
        }
        return length;
    }

    /** A data file is named here even where the feature's bit is not set. */
    private static void inspectExtensions(ImageBytes image, int start, int cluster) {
        long offset = start;
        for (int i = 0; i < MOST_EXTENSIONS && offset + 8 <= cluster; i++) {
            ByteBuffer extension = image.at(offset, 8);
            int type = extension.getInt(0);
            if (type == 0) {
                return;
            }
            if (type == EXTERNAL_DATA_FILE) {
                throw new ImageRefused("qcow2: a header extension names an external data file");
            }
            offset += 8 + (Integer.toUnsignedLong(extension.getInt(4)) + 7) / 8 * 8;
        }
        if (offset + 8 <= cluster) {
            throw new ImageRefused("qcow2: the header has too many extensions");
        }
        if (offset > cluster) {
            throw new ImageRefused("qcow2: a header extension is longer than the header");
        }
    }
}
