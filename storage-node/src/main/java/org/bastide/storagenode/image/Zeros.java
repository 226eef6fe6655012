package org.bastide.storagenode.image;

import java.util.Arrays;

/** Zeros need no writing: a new RBD image reads as zeros. */
final class Zeros {
    private static final byte[] ZEROS = new byte[64 * 1024];

    private Zeros() {}

    /** Whether the first {@code length} bytes are all zero. */
    static boolean only(byte[] bytes, int length) {
        for (int start = 0; start < length; start += ZEROS.length) {
            int part = Math.min(ZEROS.length, length - start);
            if (!Arrays.equals(bytes, start, start + part, ZEROS, 0, part)) {
                return false;
            }
        }
        return true;
    }
}
