package org.bastide.computenode.configdrive;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A small ISO 9660 image (ECMA-119) in memory, with Joliet names beside the plain ones, so that
 * long lower-case names are right in every system. The same array under two paths is stored once.
 *
 * <p>Layout: 16 empty sectors, primary and Joliet volume descriptors, terminator, four path tables
 * (one sector each), the directories of both trees, the files.
 */
final class IsoImage {
    static final int SECTOR = 2048;
    private static final int FIRST_DESCRIPTOR = 16;
    private static final int PATH_TABLES = 19;
    private static final int DIRECTORIES = 23;

    private final String label;
    private final Directory root = new Directory("");

    IsoImage(String label) {
        this.label = label;
    }

    /** Adds files by path. */
    IsoImage with(Map<String, byte[]> files) {
        files.forEach(
                (path, data) -> {
                    Directory directory = root;
                    String[] names = path.split("/");
                    for (int i = 0; i < names.length - 1; i++) {
                        directory = directory.directories.computeIfAbsent(names[i], Directory::new);
                    }
                    directory.files.put(names[names.length - 1], data);
                });
        return this;
    }

    /** The image. */
    byte[] bytes() {
        IsoTree plain = new IsoTree(root, IsoNames.PLAIN, DIRECTORIES);
        IsoTree joliet = new IsoTree(root, IsoNames.JOLIET, DIRECTORIES + plain.sectors());
        int next = DIRECTORIES + plain.sectors() + joliet.sectors();
        IdentityHashMap<byte[], Integer> extents = new IdentityHashMap<>();
        for (byte[] data : contents(root, new ArrayList<>())) {
            if (extents.putIfAbsent(data, next) == null) {
                next += sectors(data.length);
            }
        }
        ByteBuffer image = ByteBuffer.allocate(next * SECTOR);
        descriptor(image, FIRST_DESCRIPTOR, 1, plain, next, PATH_TABLES);
        descriptor(image, FIRST_DESCRIPTOR + 1, 2, joliet, next, PATH_TABLES + 2);
        image.position((FIRST_DESCRIPTOR + 2) * SECTOR);
        image.put((byte) 255).put(ascii("CD001")).put((byte) 1);
        plain.write(image, PATH_TABLES, extents);
        joliet.write(image, PATH_TABLES + 2, extents);
        extents.forEach((data, sector) -> image.put(sector * SECTOR, data));
        return image.array();
    }

    /** A volume descriptor: ECMA-119 8.4 and 8.5. */
    private void descriptor(
            ByteBuffer image, int sector, int type, IsoTree tree, int sectors, int tables) {
        ByteBuffer at = image.slice(sector * SECTOR, SECTOR);
        at.put((byte) type).put(ascii("CD001")).put((byte) 1).put((byte) 0);
        text(at, 8, 32, "", tree.names());
        text(at, 40, 32, label, tree.names());
        both(at.position(80), sectors);
        if (tree.names() == IsoNames.JOLIET) {
            at.put(88, ascii("%/E")); // UCS-2, level 3
        }
        at.position(120);
        bothShort(at, 1);
        bothShort(at, 1);
        bothShort(at, SECTOR);
        both(at, tree.pathTableSize());
        at.putInt(Integer.reverseBytes(tables)).putInt(0);
        at.putInt(tables + 1).putInt(0);
        at.position(156);
        tree.rootRecord(at);
        text(at, 190, 128 * 4, "", tree.names());
        text(at, 702, 37 * 3, "", tree.names());
        for (int date = 0; date < 4; date++) {
            at.put(813 + date * 17, ascii("0".repeat(16)));
        }
        at.put(881, (byte) 1);
    }

    /** A number in both byte orders. */
    static void both(ByteBuffer at, int value) {
        at.putInt(Integer.reverseBytes(value)).putInt(value);
    }

    /** A short number in both byte orders. */
    static void bothShort(ByteBuffer at, int value) {
        at.putShort(Short.reverseBytes((short) value)).putShort((short) value);
    }

    static int sectors(int bytes) {
        return Math.ceilDiv(bytes, SECTOR);
    }

    private static void text(
            ByteBuffer at, int position, int length, String value, IsoNames names) {
        byte[] encoded = names.padded(value, length);
        at.put(position, encoded);
    }

    private static Collection<byte[]> contents(Directory directory, List<byte[]> into) {
        into.addAll(directory.files.values());
        directory.directories.values().forEach(inner -> contents(inner, into));
        return into;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A folder, sorted by name as the format asks. */
    static final class Directory {
        final String name;
        final Map<String, Directory> directories = new TreeMap<>();
        final Map<String, byte[]> files = new TreeMap<>();

        Directory(String name) {
            this.name = name;
        }
    }
}
