package org.bastide.storagenode.rbd;

import static org.bastide.storagenode.rbd.CephError.EEXIST;
import static org.bastide.storagenode.rbd.CephError.ENOENT;
import static org.bastide.storagenode.rbd.CephError.ERANGE;
import static org.bastide.storagenode.rbd.Librbd.RBD;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Images in a Ceph cluster. */
public final class CephBlockStore implements BlockStore {
    /** Layering, exclusive lock, object map, fast diff, deep flatten. */
    private static final long FEATURES = 61;

    private static final int NAMES_LENGTH = 64 * 1024;
    private static final int NOTE_LENGTH = 1024;

    private final CephConnection connection;
    private final CephImages images;
    private final CephTrash trash;
    private final CephUsers users;

    /**
     * Connects at the first use.
     *
     * @param configuration the cluster's {@code ceph.conf}, which names the keyring
     * @param user the node's own user, without {@code client.}
     */
    public CephBlockStore(Path configuration, String user) {
        this.connection = new CephConnection(configuration, user);
        this.images = new CephImages(connection);
        this.trash = new CephTrash(connection, images);
        this.users = new CephUsers(connection);
    }

    @Override
    public OptionalLong size(ImageSpec image) {
        Optional<Long> size = connection.call(() -> images.find(image, images::size));
        return size.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public List<String> names(String pool, String prefix) {
        return connection.call(
                () -> Stream.of(list(pool)).filter(name -> name.startsWith(prefix)).toList());
    }

    private String[] list(String pool) {
        LongByReference length = new LongByReference(NAMES_LENGTH);
        byte[] names = new byte[NAMES_LENGTH];
        int result = RBD.rbd_list(connection.pool(pool), names, length);
        while (result == -ERANGE) {
            names = new byte[(int) length.getValue()];
            result = RBD.rbd_list(connection.pool(pool), names, length);
        }
        int end = (int) connection.check(result, "listing pool " + pool);
        String text = new String(Arrays.copyOf(names, end), StandardCharsets.UTF_8);
        return text.isEmpty() ? new String[0] : text.split("\0");
    }

    @Override
    public Optional<Instant> created(ImageSpec image) {
        return connection.call(
                () ->
                        images.find(
                                image,
                                handle -> {
                                    try (Memory time = new Memory(2 * Long.BYTES)) {
                                        int result = RBD.rbd_get_create_timestamp(handle, time);
                                        connection.check(result, "reading the age of " + image);
                                        return Instant.ofEpochSecond(time.getLong(0));
                                    }
                                }));
    }

    @Override
    public void create(ImageSpec image, long size) {
        connection.call(
                () ->
                        unless(
                                EEXIST,
                                RBD.rbd_create3(
                                        connection.pool(image.pool()),
                                        image.name(),
                                        size,
                                        FEATURES,
                                        new IntByReference(),
                                        0,
                                        0),
                                "creating " + image));
    }

    @Override
    public void copyOnWrite(ImageSpec parent, String snapshot, ImageSpec child) {
        connection.call(
                () ->
                        unless(
                                EEXIST,
                                RBD.rbd_clone2(
                                        connection.pool(parent.pool()),
                                        parent.name(),
                                        snapshot,
                                        connection.pool(child.pool()),
                                        child.name(),
                                        FEATURES,
                                        new IntByReference(),
                                        0,
                                        0),
                                "cloning " + parent + '@' + snapshot));
    }

    @Override
    public void grow(ImageSpec image, long size) {
        connection.call(
                () ->
                        images.with(image, false, images::size) >= size
                                ? size
                                : images.with(image, true, handle -> grow(handle, size)));
    }

    private long grow(Pointer handle, long size) {
        return images.size(handle) >= size
                ? size
                : connection.check(RBD.rbd_resize(handle, size), "growing an image");
    }

    @Override
    public void finish(ImageSpec image, long size, String key, String value) {
        connection.call(
                () ->
                        images.with(
                                image,
                                true,
                                handle -> {
                                    grow(handle, size);
                                    return annotate(handle, key, value);
                                }));
    }

    @Override
    public void annotate(ImageSpec image, String key, String value) {
        connection.call(() -> images.with(image, true, handle -> annotate(handle, key, value)));
    }

    private long annotate(Pointer handle, String key, String value) {
        return connection.check(
                RBD.rbd_metadata_set(handle, key, value), "writing an image's " + key);
    }

    @Override
    public Optional<String> annotation(ImageSpec image, String key) {
        return connection
                .call(() -> images.find(image, handle -> note(handle, key)))
                .flatMap(note -> note);
    }

    private Optional<String> note(Pointer handle, String key) {
        byte[] value = new byte[NOTE_LENGTH];
        LongByReference length = new LongByReference(value.length);
        int result = RBD.rbd_metadata_get(handle, key, value, length);
        if (result == -ENOENT) {
            return Optional.empty();
        }
        connection.check(result, "reading an image's " + key);
        String text = new String(value, 0, (int) length.getValue(), StandardCharsets.UTF_8);
        return Optional.of(text.replace("\0", ""));
    }

    @Override
    public void snapshot(ImageSpec image, String snapshot) {
        String doing = "taking a snapshot of " + image;
        connection.call(
                () ->
                        images.with(
                                image,
                                true,
                                handle ->
                                        unless(
                                                EEXIST,
                                                RBD.rbd_snap_create(handle, snapshot),
                                                doing)));
    }

    @Override
    public void rename(ImageSpec image, String name) {
        ImageSpec target = new ImageSpec(image.pool(), name);
        connection.call(
                () -> {
                    Pointer pool = connection.pool(image.pool());
                    int result = RBD.rbd_rename(pool, image.name(), name);
                    boolean done =
                            result == -ENOENT && images.find(target, images::size).isPresent();
                    return done ? 0 : connection.check(result, "renaming " + image);
                });
    }

    @Override
    public void remove(ImageSpec image) {
        connection.call(
                () -> {
                    trash.remove(image);
                    return image;
                });
    }

    @Override
    public void purgeTrash(String pool) {
        connection.call(
                () -> {
                    trash.purge(pool);
                    return pool;
                });
    }

    @Override
    public BlockWriter writer(ImageSpec image) {
        return connection.call(() -> new CephWriter(connection, image, images.open(image, true)));
    }

    @Override
    public InputStream read(ImageSpec image, long size) {
        return connection.call(
                () -> new CephReader(connection, image, images.open(image, false), size));
    }

    @Override
    public Room room(String pool) {
        JsonNode answer =
                connection.call(
                        () -> connection.command(Map.of("prefix", "df", "detail", "detail")));
        for (JsonNode entry : answer.path("pools")) {
            if (entry.path("name").asText().equals(pool)) {
                return room(entry.path("stats"));
            }
        }
        throw new BlockStoreException(
                BlockStoreException.Kind.NOT_FOUND, "there is no pool " + pool);
    }

    private static Room room(JsonNode statistics) {
        long used = statistics.path("stored").asLong();
        long available = statistics.path("max_avail").asLong();
        long quota = statistics.path("quota_bytes").asLong();
        return new Room(
                used, quota == 0 ? available : Math.min(available, Math.max(0, quota - used)));
    }

    @Override
    public DiskUser grant(ImageSpec disk, String user) {
        return connection.call(() -> users.grant(user, images.lineage(disk)));
    }

    @Override
    public void revoke(String user) {
        connection.call(
                () -> {
                    users.revoke(user);
                    return user;
                });
    }

    @Override
    public List<String> monitors() {
        JsonNode answer = connection.call(() -> connection.command(Map.of("prefix", "mon dump")));
        List<String> monitors = new ArrayList<>();
        for (JsonNode monitor : answer.path("mons")) {
            monitors.add(
                    monitor.path("public_addrs").path("addrvec").path(0).path("addr").asText());
        }
        return monitors;
    }

    /** What a call returned, where a failure of this number means that there is nothing to do. */
    private long unless(int fine, int result, String doing) {
        return result == -fine ? 0 : connection.check(result, doing);
    }

    @Override
    public void close() {
        connection.close();
    }
}
