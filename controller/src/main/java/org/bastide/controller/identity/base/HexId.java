package org.bastide.controller.identity.base;

import java.util.UUID;

/** Ids as Keystone forms them: 32 hexadecimal digits. */
public final class HexId {
    private HexId() {}

    /** An id that nothing else has. */
    public static String next() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
