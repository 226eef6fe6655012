package org.bastide.storagenode.rbd;

/**
 * A cephx user that reaches one disk.
 *
 * @param name without {@code client.}
 * @param key its secret, base64
 */
public record DiskUser(String name, String key) {
    @Override
    public String toString() {
        return name;
    }
}
