package org.bastide.storagenode.rbd;

import org.bastide.storagenode.rbd.BlockStoreException.Kind;

/** The numbers that Ceph fails with, as errno has them. */
final class CephError {
    static final int ENOENT = 2;
    static final int EBUSY = 16;
    static final int EEXIST = 17;
    static final int EINVAL = 22;
    static final int ENOSPC = 28;
    static final int ERANGE = 34;
    static final int ENOTEMPTY = 39;
    static final int ENOTCONN = 107;
    static final int ESHUTDOWN = 108;
    static final int ETIMEDOUT = 110;
    static final int EDQUOT = 122;

    private CephError() {}

    /** The failure that a negative result says. */
    static BlockStoreException failure(String doing, long result) {
        int number = (int) -result;
        Kind kind =
                switch (number) {
                    case ENOENT -> Kind.NOT_FOUND;
                    case EEXIST -> Kind.EXISTS;
                    case EBUSY, ENOTEMPTY -> Kind.BUSY;
                    case ENOSPC, EDQUOT -> Kind.FULL;
                    default -> Kind.TROUBLE;
                };
        return new BlockStoreException(kind, doing + " failed: " + text(number));
    }

    private static String text(int number) {
        return switch (number) {
            case 1, 13 -> "Ceph does not permit it (" + number + ")";
            case ENOENT -> "it does not exist";
            case EEXIST -> "it exists already";
            case EBUSY -> "it is in use";
            case ENOTEMPTY -> "it has snapshots";
            case ENOSPC -> "the cluster is full";
            case EDQUOT -> "the pool's quota is used up";
            case ENOTCONN, ESHUTDOWN -> "the cluster shut this client out";
            case ETIMEDOUT -> "the cluster did not answer in time";
            default -> "Ceph's error " + number;
        };
    }
}
