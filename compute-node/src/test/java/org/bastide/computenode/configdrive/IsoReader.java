package org.bastide.computenode.configdrive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the Joliet side of an image by the format's text alone, sharing nothing with the writer.
 */
final class IsoReader {
    private static final int SECTOR = 2048;

    private final ByteBuffer image;
    private final Map<String, byte[]> files = new TreeMap<>();
    private final String label;

    IsoReader(byte[] bytes) {
        image = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int joliet = 17 * SECTOR;
        label = text(joliet + 40, 32).strip();
        walk("", image.getInt(joliet + 156 + 2), image.getInt(joliet + 156 + 10));
    }

    String label() {
        return label;
    }

    Map<String, byte[]> files() {
        return files;
    }

    private void walk(String folder, int sector, int length) {
        int at = sector * SECTOR;
        int end = at + length;
        while (at < end) {
            int size = image.get(at) & 0xFF;
            if (size == 0) {
                at = (at / SECTOR + 1) * SECTOR;
                continue;
            }
            int nameLength = image.get(at + 32) & 0xFF;
            boolean self = nameLength == 1 && image.get(at + 33) <= 1;
            if (!self) {
                entry(folder + text(at + 33, nameLength), at);
            }
            at += size;
        }
    }

    private void entry(String path, int at) {
        int sector = image.getInt(at + 2);
        int length = image.getInt(at + 10);
        if ((image.get(at + 25) & 2) != 0) {
            walk(path + '/', sector, length);
        } else {
            byte[] data = new byte[length];
            image.get(sector * SECTOR, data);
            files.put(path, data);
        }
    }

    private String text(int at, int length) {
        byte[] bytes = new byte[length];
        image.get(at, bytes);
        return new String(bytes, StandardCharsets.UTF_16BE);
    }
}
