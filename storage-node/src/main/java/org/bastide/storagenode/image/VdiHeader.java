package org.bastide.storagenode.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The header of VirtualBox's format, as QEMU's {@code block/vdi.c} has it. */
final class VdiHeader {
    private static final int LENGTH = 512;
    private static final int VERSION = 0x00010001;
    private static final int DYNAMIC = 1;
    private static final int FIXED = 2;
    private static final int LINK = 0x1a8;
    private static final int PARENT = 0x1b8;

    private VdiHeader() {}

    static long inspect(ImageBytes image) {
        ByteBuffer header = image.at(0, LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        int version = header.getInt(0x44);
        if (version != VERSION) {
            throw new ImageRefused(
                    "vdi: version 0x" + Integer.toHexString(version) + " is not supported");
        }
        int type = header.getInt(0x4c);
        if (type != DYNAMIC && type != FIXED) {
            throw new ImageRefused(
                    "vdi: image type " + type + " is not supported: it needs another image");
        }
        mustBeEmpty(header, LINK);
        mustBeEmpty(header, PARENT);
        return header.getLong(0x170);
    }

    private static void mustBeEmpty(ByteBuffer header, int uuid) {
        if (header.getLong(uuid) != 0 || header.getLong(uuid + 8) != 0) {
            throw new ImageRefused("vdi: the image has a parent image");
        }
    }
}
