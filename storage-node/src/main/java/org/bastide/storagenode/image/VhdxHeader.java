package org.bastide.storagenode.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalLong;
import java.util.UUID;

/** Microsoft's newer format, [MS-VHDX]: a table of regions leads to a table of metadata. */
final class VhdxHeader {
    private static final long REGIONS = 192 * 1024L;
    private static final int TABLE_LENGTH = 64 * 1024;
    private static final int MOST_ENTRIES = 2047;
    private static final int ENTRY = 32;
    private static final int REGIONS_SIGNATURE = 0x69676572;
    private static final long METADATA_SIGNATURE = 0x617461646174656dL;
    private static final int HAS_PARENT = 2;

    private static final UUID METADATA = UUID.fromString("8b7ca206-4790-4b9a-b8fe-575f050f886e");
    private static final UUID FILE_PARAMETERS =
            UUID.fromString("caa16737-fa36-4d43-b3b6-33f0aa44e76b");
    private static final UUID DISK_SIZE = UUID.fromString("2fa54224-cd1b-4876-b211-5dbed83bf4b8");
    private static final UUID PARENT_LOCATOR =
            UUID.fromString("a8d35f2d-b30b-454d-abf7-d3d84834ab0c");

    private VhdxHeader() {}

    static long inspect(ImageBytes image) {
        long metadata = metadata(image);
        ByteBuffer table = littleEndian(image.at(metadata, TABLE_LENGTH));
        if (table.getLong(0) != METADATA_SIGNATURE) {
            throw new ImageRefused("vhdx: the metadata region has no signature");
        }
        int count = Short.toUnsignedInt(table.getShort(10));
        OptionalLong size = OptionalLong.empty();
        for (int entry = ENTRY; entry <= entries(count) * ENTRY; entry += ENTRY) {
            UUID item = guid(table, entry);
            long offset = metadata + Integer.toUnsignedLong(table.getInt(entry + 16));
            if (item.equals(PARENT_LOCATOR)) {
                throw new ImageRefused("vhdx: the image has a parent image");
            } else if (item.equals(FILE_PARAMETERS)) {
                mustStandAlone(littleEndian(image.at(offset, 8)));
            } else if (item.equals(DISK_SIZE)) {
                size = OptionalLong.of(littleEndian(image.at(offset, 8)).getLong(0));
            }
        }
        return size.orElseThrow(() -> new ImageRefused("vhdx: the disk's size is missing"));
    }

    private static void mustStandAlone(ByteBuffer parameters) {
        if ((parameters.getInt(4) & HAS_PARENT) != 0) {
            throw new ImageRefused("vhdx: the image has a parent image");
        }
    }

    /** Where the metadata are. */
    private static long metadata(ImageBytes image) {
        ByteBuffer table = littleEndian(image.at(REGIONS, TABLE_LENGTH));
        if (table.getInt(0) != REGIONS_SIGNATURE) {
            throw new ImageRefused("vhdx: the region table has no signature");
        }
        int count = entries(table.getInt(8));
        for (int i = 0; i < count; i++) {
            int entry = 16 + i * ENTRY;
            if (guid(table, entry).equals(METADATA)) {
                return table.getLong(entry + 16);
            }
        }
        throw new ImageRefused("vhdx: there is no metadata region");
    }

    private static int entries(int count) {
        if (count < 0 || count > MOST_ENTRIES) {
            throw new ImageRefused("vhdx: a table claims to have " + count + " entries");
        }
        return count;
    }

    private static ByteBuffer littleEndian(ByteBuffer buffer) {
        return buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Microsoft writes a GUID's first three numbers in little-endian order. */
    private static UUID guid(ByteBuffer table, int offset) {
        long high =
                Integer.toUnsignedLong(table.getInt(offset)) << 32
                        | Short.toUnsignedLong(table.getShort(offset + 4)) << 16
                        | Short.toUnsignedLong(table.getShort(offset + 6));
        return new UUID(high, Long.reverseBytes(table.getLong(offset + 8)));
    }
}
