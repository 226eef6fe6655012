package org.bastide.controller.identity.snapshot;

import org.bastide.common.http.Problem;
import org.bastide.common.reconcile.Pass;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.DatabaseException;
import org.bastide.controller.db.Tx;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Keeps the snapshot at the end of the events' sequence. */
public final class SnapshotFollower {
    private static final Duration OLDEST = Duration.ofMillis(900);
    private static final int MOST_CHANGES = 200;

    private final Database database;
    private final InstantSource clock;
    private final SnapshotRepository repository = new SnapshotRepository();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong failures = new AtomicLong();
    private volatile Checked current;

    /** A snapshot, and when it was last known to be the newest. */
    private record Checked(Snapshot snapshot, Instant at) {}

    /** Reads the first snapshot. */
    public SnapshotFollower(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        Instant now = clock.instant();
        this.current = new Checked(database.read(this::whole), now);
    }

    /**
     * A snapshot that is at most a second old. Asks the database only where the passes of {@link
     * #pass} did not come by in time.
     */
    public Snapshot latest() {
        Checked known = current;
        return isFresh(known) ? known.snapshot() : read(this::isFresh);
    }

    /** A snapshot with all that has been committed before this call. */
    public Snapshot newest() {
        return read(known -> false);
    }

    private boolean isFresh(Checked known) {
        Duration age = Duration.between(known.at(), clock.instant());
        return age.compareTo(OLDEST) <= 0 && !age.isNegative();
    }

    /**
     * Reads on from where the snapshot is, unless what others read meanwhile is good enough. Who
     * waits for one whose reading fails does not try in turn: that would be a timeout each.
     */
    private Snapshot read(Predicate<Checked> enough) {
        long failuresBefore = failures.get();
        lock.lock();
        try {
            if (enough.test(current)) {
                return current.snapshot();
            }
            if (failures.get() != failuresBefore) {
                throw Problem.unavailable("The database is away; try again.");
            }
            Instant now = clock.instant();
            Snapshot next = database.read(this::next);
            current = new Checked(next, now);
            return next;
        } catch (Problem | DatabaseException e) {
            failures.incrementAndGet();
            throw e;
        } finally {
            lock.unlock();
        }
    }

    /** One pass of the thread that follows; a full one reads everything anew. */
    public Pass pass(boolean full) {
        if (!full) {
            newest();
            return Pass.IDLE;
        }
        database.write(tx -> repository.forgetRevocations(tx, clock.instant()));
        lock.lock();
        try {
            Instant now = clock.instant();
            current = new Checked(database.read(this::whole), now);
        } finally {
            lock.unlock();
        }
        return Pass.IDLE;
    }

    private Snapshot next(Tx tx) {
        Snapshot known = current.snapshot();
        long head = repository.head(tx);
        if (head == known.sequence()) {
            return known;
        }
        List<SnapshotRepository.Changed> changed =
                repository.changed(tx, known.sequence(), head, MOST_CHANGES);
        if (changed.isEmpty()) {
            return known.at(head);
        }
        return changed.size() == MOST_CHANGES
                ? whole(tx)
                : SnapshotEdit.of(known, head).apply(tx, repository, changed);
    }

    /** The head is read first: rows that are newer than it are read again, none is missed. */
    private Snapshot whole(Tx tx) {
        long head = repository.head(tx);
        return SnapshotEdit.whole(tx, repository, head);
    }
}
