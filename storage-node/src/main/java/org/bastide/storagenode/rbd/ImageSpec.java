package org.bastide.storagenode.rbd;

import java.util.regex.Pattern;

/**
 * Where an RBD image is.
 *
 * @param pool the Ceph pool
 * @param name the image's name in it
 */
public record ImageSpec(String pool, String name) {
    private static final Pattern UUID =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /**
     * The id, if it is one: ids become names of files and parts of capabilities, where anything
     * else could do harm.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static String id(String uuid) {
        if (!UUID.matcher(uuid).matches()) {
            throw new IllegalArgumentException("not an id: " + uuid);
        }
        return uuid;
    }

    @Override
    public String toString() {
        return pool + '/' + name;
    }
}
