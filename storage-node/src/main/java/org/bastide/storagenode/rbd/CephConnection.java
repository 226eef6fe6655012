package org.bastide.storagenode.rbd;

import static org.bastide.storagenode.rbd.Librados.RADOS;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One connection to a cluster, opened at its first use and again after the cluster shut it out;
 * everything less librados mends by itself.
 */
final class CephConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CephConnection.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int THREADS = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Deadlines, since librados by itself waits forever for a full or a dead cluster. No cache: we
     * write whole objects once. The features are those that QEMU and a live resize want.
     */
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "client_mount_timeout", "20",
                    "rados_mon_op_timeout", "20",
                    "rados_osd_op_timeout", "60",
                    "rbd_cache", "false",
                    "rbd_default_clone_format", "2",
                    "rbd_default_features", "61",
                    "rbd_move_to_trash_on_remove", "false");

    private final Path configuration;
    private final String user;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(
                    THREADS, Thread.ofPlatform().daemon().name("ceph-", 0).factory());
    private Session session;
    private int users;
    private boolean closed;

    /** A connected handle and its open pools. */
    private record Session(Pointer cluster, Map<String, Pointer> pools) {}

    CephConnection(Path configuration, String user) {
        this.configuration = configuration;
        this.user = user;
    }

    /**
     * Runs native calls where they may block: here, or off a virtual thread.
     *
     * @throws BlockStoreException if the connection is closed
     */
    <T> T call(Supplier<T> body) {
        enter();
        try {
            return release(body);
        } finally {
            leave();
        }
    }

    /** The same also while the connection waits to close, for who {@link #enter}ed before. */
    <T> T release(Supplier<T> body) {
        if (!Thread.currentThread().isVirtual()) {
            return body.get();
        }
        Future<T> result = threads.submit(body::get);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    // The call goes on and uses its buffers: leave no earlier than it does.
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BlockStoreException failure) {
                throw failure;
            }
            throw new IllegalStateException("a call of Ceph failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Says that native handles are in use, which must not outlive the connection. */
    synchronized void enter() {
        if (closed) {
            throw new BlockStoreException(BlockStoreException.Kind.TROUBLE, "the node stops");
        }
        users++;
    }

    /** Ends what {@link #enter} began. */
    synchronized void leave() {
        users--;
        notifyAll();
    }

    /**
     * The handle of a pool. Where it is full, removals go on and writes fail at once: by default
     * both wait for room.
     */
    Pointer pool(String name) {
        Session current = session();
        return current.pools()
                .computeIfAbsent(
                        name,
                        pool -> {
                            PointerByReference out = new PointerByReference();
                            int result =
                                    RADOS.rados_ioctx_create(
                                            current.cluster(), pool, out.getPointer());
                            need(result, "opening pool " + pool);
                            RADOS.rados_set_pool_full_try(out.getValue());
                            return out.getValue();
                        });
    }

    /**
     * What a native call returned, if that is not negative.
     *
     * @throws BlockStoreException if it is
     */
    long check(long result, String doing) {
        if (result >= 0) {
            return result;
        }
        if (result == -CephError.ESHUTDOWN || result == -CephError.ENOTCONN) {
            forget();
        }
        throw CephError.failure(doing, result);
    }

    /** The same for what images depend on: that it is missing says nothing about an image. */
    private static void need(int result, String doing) {
        if (result < 0) {
            throw new BlockStoreException(
                    BlockStoreException.Kind.TROUBLE,
                    CephError.failure(doing, result).getMessage());
        }
    }

    /** Asks the monitors. */
    JsonNode command(Map<String, Object> arguments) {
        Map<String, Object> command = new LinkedHashMap<>(arguments);
        command.put("format", "json");
        String doing = "the monitors' " + arguments.get("prefix");
        PointerByReference out = new PointerByReference();
        IntByReference outLength = new IntByReference();
        PointerByReference status = new PointerByReference();
        try {
            String[] text = {JSON.writeValueAsString(command)};
            int result =
                    RADOS.rados_mon_command(
                            session().cluster(),
                            text,
                            1,
                            "",
                            0,
                            out,
                            outLength,
                            status,
                            new IntByReference());
            check(result, doing);
            int length = outLength.getValue();
            byte[] answer = length == 0 ? new byte[0] : out.getValue().getByteArray(0, length);
            return JSON.readTree(new String(answer, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new BlockStoreException(
                    BlockStoreException.Kind.TROUBLE, doing + " did not answer in JSON");
        } finally {
            free(out);
            free(status);
        }
    }

    private static void free(PointerByReference buffer) {
        if (buffer.getValue() != null) {
            RADOS.rados_buffer_free(buffer.getValue());
        }
    }

    private synchronized Session session() {
        if (session == null) {
            session = new Session(connect(), new ConcurrentHashMap<>());
        }
        return session;
    }

    private Pointer connect() {
        PointerByReference out = new PointerByReference();
        need(RADOS.rados_create(out, user), "making a client of Ceph");
        Pointer cluster = out.getValue();
        try {
            int read = RADOS.rados_conf_read_file(cluster, configuration.toString());
            need(read, "reading " + configuration);
            SETTINGS.forEach(
                    (key, value) ->
                            need(RADOS.rados_conf_set(cluster, key, value), "setting " + key));
            need(RADOS.rados_connect(cluster), "connecting to Ceph as client." + user);
        } catch (BlockStoreException e) {
            RADOS.rados_shutdown(cluster);
            throw e;
        }
        LOG.info("connected to Ceph as client.{}", user);
        return cluster;
    }

    /** The lost session is not shut down: other threads may be inside it, and it happens rarely. */
    private synchronized void forget() {
        if (session != null) {
            LOG.warn("the cluster shut client.{} out: connecting anew", user);
        }
        session = null;
    }

    /** Waits a while for who is inside: to pull a handle from under librbd ends the process. */
    @Override
    public synchronized void close() {
        closed = true;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        while (users > 0 && !interrupted && System.nanoTime() - deadline < 0) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, deadline - System.nanoTime());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                interrupted = true;
            }
        }
        if (users > 0) {
            LOG.warn("{} uses of Ceph go on: leaving the connection to the process's end", users);
        } else if (session != null) {
            session.pools().values().forEach(RADOS::rados_ioctx_destroy);
            RADOS.rados_shutdown(session.cluster());
            session = null;
        }
        threads.shutdown();
    }
}
