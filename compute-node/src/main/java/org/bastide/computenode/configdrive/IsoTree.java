package org.bastide.computenode.configdrive;

import org.bastide.computenode.configdrive.IsoImage.Directory;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/** The directories of an image in one spelling, and its path tables: ECMA-119 9.1 and 9.4. */
final class IsoTree {
    private static final int RECORD = 33;
    private static final int IS_DIRECTORY = 2;

    private final IsoNames names;

    /** Breadth first, as the path table has them. */
    private final List<Directory> directories = new ArrayList<>();

    private final IdentityHashMap<Directory, Directory> parents = new IdentityHashMap<>();
    private final IdentityHashMap<Directory, Integer> extents = new IdentityHashMap<>();
    private final int sectors;

    IsoTree(Directory root, IsoNames names, int firstSector) {
        this.names = names;
        directories.add(root);
        parents.put(root, root);
        for (int i = 0; i < directories.size(); i++) {
            Directory directory = directories.get(i);
            for (Directory inner : directory.directories.values()) {
                parents.put(inner, directory);
                directories.add(inner);
            }
        }
        int next = firstSector;
        for (Directory directory : directories) {
            extents.put(directory, next);
            next += IsoImage.sectors(size(directory));
        }
        this.sectors = next - firstSector;
    }

    IsoNames names() {
        return names;
    }

    int sectors() {
        return sectors;
    }

    int pathTableSize() {
        return directories.stream().mapToInt(this::pathEntrySize).sum();
    }

    /** The root's record, as a volume descriptor has it. */
    void rootRecord(ByteBuffer at) {
        directoryRecord(at, new byte[1], directories.getFirst());
    }

    /** Writes path tables and directories into the image. */
    void write(ByteBuffer image, int pathTable, IdentityHashMap<byte[], Integer> files) {
        if (pathTableSize() > IsoImage.SECTOR) {
            throw new IllegalArgumentException("too many directories");
        }
        pathTable(image.position(pathTable * IsoImage.SECTOR), true);
        pathTable(image.position((pathTable + 1) * IsoImage.SECTOR), false);
        for (Directory directory : directories) {
            image.position(extents.get(directory) * IsoImage.SECTOR);
            directoryRecord(image, new byte[] {0}, directory);
            directoryRecord(image, new byte[] {1}, parents.get(directory));
            directory.directories.forEach(
                    (name, inner) -> directoryRecord(image, names.directory(name), inner));
            directory.files.forEach(
                    (name, data) ->
                            record(image, names.file(name), files.get(data), data.length, 0));
        }
    }

    private void pathTable(ByteBuffer at, boolean little) {
        for (Directory directory : directories) {
            byte[] name = pathName(directory);
            int extent = extents.get(directory);
            int parent = directories.indexOf(parents.get(directory)) + 1;
            at.put((byte) name.length).put((byte) 0);
            at.putInt(little ? Integer.reverseBytes(extent) : extent);
            at.putShort(little ? Short.reverseBytes((short) parent) : (short) parent);
            at.put(Arrays.copyOf(name, name.length + name.length % 2));
        }
    }

    private void directoryRecord(ByteBuffer at, byte[] name, Directory directory) {
        int length = IsoImage.sectors(size(directory)) * IsoImage.SECTOR;
        record(at, name, extents.get(directory), length, IS_DIRECTORY);
    }

    /** The date stays empty: the image's bytes depend on its content alone. */
    private static void record(ByteBuffer at, byte[] name, int extent, int length, int flags) {
        int size = recordSize(name);
        int left = IsoImage.SECTOR - at.position() % IsoImage.SECTOR;
        int start = at.position() + (size > left ? left : 0);
        at.position(start);
        at.put((byte) size).put((byte) 0);
        IsoImage.both(at, extent);
        IsoImage.both(at, length);
        at.put(new byte[7]).put((byte) flags).put((byte) 0).put((byte) 0);
        IsoImage.bothShort(at, 1);
        at.put((byte) name.length).put(name);
        at.position(start + size);
    }

    /** What the records of a directory take: none crosses the end of a sector. */
    private int size(Directory directory) {
        int size = 2 * (RECORD + 1);
        List<byte[]> spelled = new ArrayList<>();
        directory.directories.keySet().forEach(name -> spelled.add(names.directory(name)));
        directory.files.keySet().forEach(name -> spelled.add(names.file(name)));
        for (byte[] name : spelled) {
            int record = recordSize(name);
            int left = IsoImage.SECTOR - size % IsoImage.SECTOR;
            size += record + (record > left ? left : 0);
        }
        return size;
    }

    private static int recordSize(byte[] name) {
        int size = RECORD + name.length;
        return size + size % 2;
    }

    private int pathEntrySize(Directory directory) {
        int name = pathName(directory).length;
        return 8 + name + name % 2;
    }

    private byte[] pathName(Directory directory) {
        return directory.name.isEmpty() ? new byte[1] : names.directory(directory.name);
    }
}
