package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestDisk;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.db.Database;
import org.bastide.controller.node.Node;
import org.bastide.controller.task.StorageWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Has storage nodes make and remove root disks. What is under way is remembered only here: after a
 * restart the rows are as unsettled as before, and the work is asked for again.
 */
public final class RootDisks {
    private static final Logger LOG = LoggerFactory.getLogger(RootDisks.class);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    /** How long trouble with the storage may last before the tenant is told. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Database database;
    private final ServerService servers;
    private final StorageWork storage;
    private final RootDiskRepository repository = new RootDiskRepository();
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> troubledSince = new ConcurrentHashMap<>();
    private final Map<String, Long> notBefore = new ConcurrentHashMap<>();
    private final LongSupplier ticks;
    private volatile Runnable nudge = () -> {};

    public RootDisks(Database database, ServerService servers, StorageWork storage) {
        this(database, servers, storage, System::nanoTime);
    }

    /** Those that count nanoseconds in their own way. */
    RootDisks(Database database, ServerService servers, StorageWork storage, LongSupplier ticks) {
        this.ticks = ticks;
        this.database = database;
        this.servers = servers;
        this.storage = storage;
    }

    void nudgedBy(Runnable runner) {
        nudge = runner;
    }

    /**
     * The guest's disk as its node can use it; empty while it is being made, which a nudge will
     * follow.
     */
    Optional<GuestDisk> obtain(Guest guest, Node node, String serial) {
        Optional<RootDisk> disk = database.read(tx -> repository.ofServer(tx, guest.serverId()));
        Optional<GuestDisk> ready = disk.flatMap(one -> one.readyFor(serial));
        if (ready.isEmpty()) {
            disk.ifPresent(one -> make(one, node, serial));
        }
        return ready;
    }

    private void make(RootDisk disk, Node node, String serial) {
        if (isFaulty(disk) || !begin(disk.id())) {
            return;
        }
        Work work =
                new Work.EnsureDisk(
                        disk.id(), Optional.of(disk.image()), disk.size(), node.certificate());
        conclude(disk, work, outcome -> made(disk, serial, outcome));
    }

    private boolean isFaulty(RootDisk disk) {
        return database.<Boolean>read(
                tx ->
                        servers.find(tx, disk.serverId())
                                .filter(one -> one.fault().isPresent())
                                .isPresent());
    }

    private void made(RootDisk disk, String serial, Outcome outcome) {
        switch (outcome) {
            case Outcome.DiskReady ready -> {
                troubledSince.remove(disk.id());
                database.write(tx -> repository.ready(tx, disk.id(), ready, serial));
            }
            case Outcome.Failed failed -> failed(disk, failed);
            case Outcome.Nothing ignored -> unexpected(disk, outcome);
            case Outcome.ImageStored ignored -> unexpected(disk, outcome);
        }
    }

    private static void unexpected(RootDisk disk, Outcome outcome) {
        throw new IllegalStateException("disk " + disk.id() + " came to " + outcome);
    }

    private void failed(RootDisk disk, Outcome.Failed failed) {
        long since = troubledSince.computeIfAbsent(disk.id(), ignored -> ticks.getAsLong());
        boolean transitory = failed.kind() == Outcome.Kind.TROUBLE;
        if (transitory && ticks.getAsLong() - since < PATIENCE.toNanos()) {
            LOG.warn(
                    "the root disk of server {} is not made yet: {}",
                    disk.serverId(),
                    failed.reason());
            notBefore.put(disk.id(), ticks.getAsLong() + PAUSE.toNanos());
            return;
        }
        troubledSince.remove(disk.id());
        database.write(
                tx ->
                        servers.fault(
                                tx,
                                disk.serverId(),
                                "The root disk could not be made: " + failed.reason()));
    }

    /**
     * Whether the guest's disk is gone; if not, its removal is under way, and a nudge will follow.
     */
    boolean remove(Guest guest) {
        Optional<RootDisk> disk = database.read(tx -> repository.ofServer(tx, guest.serverId()));
        if (disk.isEmpty()) {
            return true;
        }
        RootDisk one = disk.get();
        if (removed.contains(one.id())) {
            database.write(tx -> repository.delete(tx, one.id()));
            removed.remove(one.id());
            return true;
        }
        if (begin(one.id())) {
            conclude(one, new Work.DeleteDisk(one.id()), outcome -> removed(one, outcome));
        }
        return false;
    }

    private void removed(RootDisk disk, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed && failed.kind() != Outcome.Kind.NOT_FOUND) {
            LOG.warn(
                    "the root disk of server {} is not removed yet: {}",
                    disk.serverId(),
                    failed.reason());
            notBefore.put(disk.id(), ticks.getAsLong() + PAUSE.toNanos());
        } else {
            troubledSince.remove(disk.id());
            removed.add(disk.id());
        }
    }

    /** Has the work done, and what follows from it, off the link's thread. */
    private void conclude(RootDisk disk, Work work, Consumer<Outcome> then) {
        CompletableFuture<Void> unused =
                storage.start(work, 1, DEADLINE)
                        .thenAcceptAsync(then, Thread::startVirtualThread)
                        .whenComplete((ignored, failure) -> end(disk.id(), failure));
    }

    private boolean begin(String disk) {
        Long earliest = notBefore.get(disk);
        if (earliest != null && ticks.getAsLong() - earliest < 0) {
            return false;
        }
        notBefore.remove(disk);
        return underWay.add(disk);
    }

    private void end(String disk, Throwable failure) {
        underWay.remove(disk);
        if (failure != null) {
            LOG.error("work on root disk {} failed", disk, failure);
            notBefore.put(disk, ticks.getAsLong() + PAUSE.toNanos());
        }
        nudge.run();
    }
}
