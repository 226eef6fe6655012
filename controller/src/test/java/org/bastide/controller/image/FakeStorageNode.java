package org.bastide.controller.image;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.controller.task.StorageWork;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A storage node that comes to the channels as a real one does, by HTTP, and keeps bytes in memory:
 * under {@code ID.ATTEMPT} once stored, under {@code ID} once kept.
 */
final class FakeStorageNode implements StorageWork {
    /** What can be wrong with a storage node. */
    enum Fault {
        NONE,
        /** No node is connected. */
        AWAY,
        /** Takes the work and never comes for the bytes; comes late, once told to. */
        NEVER_COMES,
        /** Finds that the bytes are no image. */
        REFUSES,
        /** Has no room. */
        FULL,
        /** Dies with some bytes read and stored. */
        DIES_MIDWAY,
        /** Stores, and then can do nothing more. */
        CANNOT_KEEP
    }

    // as agents and clients do: no upgrade to HTTP/2 on the way
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();
    private final List<Work> done = new CopyOnWriteArrayList<>();
    private final List<Runnable> late = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;
    private volatile String channels = "";

    /** Where the controller's channels are. */
    void dials(int port) {
        channels = "http://127.0.0.1:" + port + "/channels/";
    }

    void has(Fault what) {
        fault = what;
    }

    /** Has these bytes from before. */
    void holds(String name, byte[] what) {
        bytes.put(name, what);
    }

    /** Lets what was held back come now. */
    void comesLate() {
        late.forEach(Runnable::run);
        late.clear();
    }

    boolean isWaiting() {
        return !late.isEmpty();
    }

    /** The names that bytes are kept under. */
    List<String> names() {
        return bytes.keySet().stream().sorted().toList();
    }

    /** The work that was done, in order. */
    List<Work> done() {
        return done;
    }

    @Override
    public CompletableFuture<Outcome> start(Work work, int attempt, Duration deadline) {
        if (fault == Fault.AWAY) {
            return CompletableFuture.completedFuture(trouble("no storage node is connected"));
        }
        CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        Runnable doing =
                () ->
                        Thread.startVirtualThread(
                                () -> {
                                    Outcome end = run(work, attempt);
                                    done.add(work);
                                    outcome.complete(end);
                                });
        if (fault == Fault.NEVER_COMES) {
            late.add(doing);
        } else {
            doing.run();
        }
        return outcome;
    }

    private Outcome run(Work work, int attempt) {
        return switch (work) {
            case Work.StoreImage store -> store(store, attempt);
            case Work.KeepImage keep -> keep(keep);
            case Work.DeleteImage delete -> delete(delete);
            case Work.EnsureDisk ignored -> trouble("not here");
            case Work.DeleteDisk ignored -> trouble("not here");
        };
    }

    private Outcome store(Work.StoreImage store, int attempt) {
        String name = store.image() + "." + attempt;
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            HttpResponse<InputStream> answer =
                    http.send(
                            HttpRequest.newBuilder(URI.create(channels + store.channel())).build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                if (answer.statusCode() != 200) {
                    return trouble("the channel is not there");
                }
                if (fault == Fault.DIES_MIDWAY) {
                    bytes.put(name, body.readNBytes(1000));
                    return trouble("the storage node was lost");
                }
                body.transferTo(read);
            }
        } catch (IOException e) {
            return trouble("the upload was cut: " + e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (fault == Fault.REFUSES) {
            return new Outcome.Failed(Outcome.Kind.REFUSED, "the bytes are not qcow2");
        }
        if (fault == Fault.FULL) {
            return new Outcome.Failed(Outcome.Kind.NO_SPACE, "the pool is full");
        }
        byte[] all = read.toByteArray();
        bytes.put(name, all);
        return new Outcome.ImageStored(
                all.length, hash("MD5", all), hash("SHA-512", all), all.length * 10L);
    }

    private Outcome keep(Work.KeepImage keep) {
        if (fault == Fault.CANNOT_KEEP) {
            return trouble("the cluster does not answer");
        }
        byte[] stored = bytes.remove(keep.image() + "." + keep.stored());
        if (stored != null) {
            bytes.put(keep.image(), stored);
        }
        bytes.keySet().removeIf(name -> name.startsWith(keep.image() + "."));
        return bytes.containsKey(keep.image())
                ? new Outcome.Nothing()
                : new Outcome.Failed(Outcome.Kind.NOT_FOUND, "no such bytes");
    }

    private Outcome delete(Work.DeleteImage delete) {
        if (fault == Fault.CANNOT_KEEP) {
            return trouble("the cluster does not answer");
        }
        boolean any = bytes.keySet().removeIf(name -> name.startsWith(delete.image()));
        return any
                ? new Outcome.Nothing()
                : new Outcome.Failed(Outcome.Kind.NOT_FOUND, "no such bytes");
    }

    @Override
    public boolean bring(String channel, String image) {
        if (fault == Fault.AWAY) {
            return false;
        }
        if (fault != Fault.NEVER_COMES) {
            byte[] all = bytes.get(image);
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(channels + channel))
                            .PUT(
                                    fault == Fault.DIES_MIDWAY
                                            ? HttpRequest.BodyPublishers.fromPublisher(
                                                    HttpRequest.BodyPublishers.ofInputStream(
                                                            () -> new Breaking(all)),
                                                    all.length)
                                            : HttpRequest.BodyPublishers.ofByteArray(all))
                            .build();
            var ignored = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        }
        return true;
    }

    /** Bytes of which the second half never comes. */
    private static final class Breaking extends InputStream {
        private final byte[] all;
        private int at;

        Breaking(byte[] all) {
            this.all = all;
        }

        @Override
        public int read() throws IOException {
            if (at >= all.length / 2) {
                throw new IOException("the storage node died");
            }
            return all[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            into[from] = (byte) read();
            int more = Math.min(most - 1, all.length / 2 - at);
            System.arraycopy(all, at, into, from + 1, more);
            at += more;
            return 1 + more;
        }
    }

    private static Outcome.Failed trouble(String reason) {
        return new Outcome.Failed(Outcome.Kind.TROUBLE, reason);
    }

    static String hash(String algorithm, byte[] data) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(data));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
