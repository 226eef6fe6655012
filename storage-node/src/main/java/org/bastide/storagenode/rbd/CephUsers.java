package org.bastide.storagenode.rbd;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.storagenode.rbd.CephImages.Layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The cephx users of disks. A disk's user reaches the disk's own objects, reads its ancestors' and
 * can do nothing else: found by taking away what QEMU, a live resize and a snapshot do not need.
 */
final class CephUsers {
    private static final String MONITOR = "profile rbd";

    private final CephConnection connection;

    CephUsers(CephConnection connection) {
        this.connection = connection;
    }

    /** Makes the user, or its capabilities right. Its key stays the same. */
    DiskUser grant(String user, List<Layer> lineage) {
        List<String> capabilities = List.of("mon", MONITOR, "osd", objects(lineage));
        Map<String, Object> wanted =
                Map.of(
                        "prefix",
                        "auth get-or-create",
                        "entity",
                        entity(user),
                        "caps",
                        capabilities);
        try {
            return new DiskUser(user, key(connection.command(wanted)));
        } catch (BlockStoreException e) {
            // The monitors refuse, with EINVAL, to change what exists: it had another lineage.
            Map<String, Object> change =
                    Map.of("prefix", "auth caps", "entity", entity(user), "caps", capabilities);
            connection.command(change);
            JsonNode answer =
                    connection.command(Map.of("prefix", "auth get", "entity", entity(user)));
            return new DiskUser(user, key(answer));
        }
    }

    /** Removes the user; that there is none is fine to the monitors too. */
    void revoke(String user) {
        connection.command(Map.of("prefix", "auth rm", "entity", entity(user)));
    }

    private static String entity(String user) {
        return "client." + user;
    }

    private static String key(JsonNode answer) {
        return answer.path(0).path("key").asText();
    }

    /** The {@code osd} capability for a disk, which comes first, and its ancestors. */
    static String objects(List<Layer> lineage) {
        List<String> grants = new ArrayList<>();
        grants.add("allow class-read object_prefix rbd_children");
        grants.add("allow class-read object_prefix rbd_mirroring");
        Layer disk = lineage.getFirst();
        grants.add(allow("rx", disk, "rbd_info"));
        grants.add(allow("rx", disk, "rbd_id." + disk.name()));
        grants.add(allow("rwx", disk, "rbd_header." + disk.id()));
        grants.add(allow("rwx", disk, "rbd_object_map." + disk.id()));
        grants.add(allow("rwx", disk, "rbd_data." + disk.id() + '.'));
        for (Layer ancestor : lineage.subList(1, lineage.size())) {
            grants.add(allow("rx", ancestor, "rbd_directory"));
            // Where librbd finds the name of a parent that was deleted meanwhile.
            grants.add(allow("rx", ancestor, "rbd_trash"));
            grants.add(allow("rx", ancestor, "rbd_info"));
            grants.add(allow("rx", ancestor, "rbd_id." + ancestor.name()));
            grants.add(allow("rx", ancestor, "rbd_header." + ancestor.id()));
            grants.add(allow("rx", ancestor, "rbd_object_map." + ancestor.id()));
            grants.add(allow("r", ancestor, "rbd_data." + ancestor.id() + '.'));
        }
        return String.join(", ", grants);
    }

    private static String allow(String what, Layer layer, String prefix) {
        return "allow " + what + " pool=" + layer.pool() + " object_prefix " + prefix;
    }
}
