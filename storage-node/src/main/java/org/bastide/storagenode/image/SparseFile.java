package org.bastide.storagenode.image;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where a sparse file has data: what Java's own files do not tell. */
final class SparseFile {
    private static final int READ_ONLY = 0;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int END = 2;
    private static final int DATA = 3;
    private static final int HOLE = 4;
    private static final int ENXIO = 6;

    private SparseFile() {}

    /** A part of the file, from {@code start} to before {@code end}. */
    record Extent(long start, long end) {}

    /** The C library's own calls. */
    interface LibC extends Library {
        LibC C = Native.load("c", LibC.class);

        int open(String path, int flags) throws LastErrorException;

        long lseek(int file, long offset, int whence) throws LastErrorException;

        int close(int file) throws LastErrorException;
    }

    /** The extents with data, in order. */
    static List<Extent> extents(Path path) throws IOException {
        try {
            int file = LibC.C.open(path.toString(), READ_ONLY | CLOSE_ON_EXEC);
            try {
                return extents(file);
            } finally {
                LibC.C.close(file);
            }
        } catch (LastErrorException e) {
            throw new IOException("reading the extents of " + path, e);
        }
    }

    private static List<Extent> extents(int file) {
        List<Extent> extents = new ArrayList<>();
        long size = LibC.C.lseek(file, 0, END);
        long position = 0;
        while (position < size) {
            try {
                long start = LibC.C.lseek(file, position, DATA);
                position = LibC.C.lseek(file, start, HOLE);
                extents.add(new Extent(start, position));
            } catch (LastErrorException e) {
                if (e.getErrorCode() != ENXIO) {
                    throw e;
                }
                return extents;
            }
        }
        return extents;
    }
}
