package org.bastide.controller.compute.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Tells a tenant whether two of their servers share a host, and nothing else. */
public final class HostId {
    private HostId() {}

    /** The same for the same project and host. */
    public static String of(String project, String host) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-224")
                            .digest((project + host).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-224", e);
        }
    }
}
