package org.bastide.controller.identity.snapshot;

import org.bastide.common.http.Problem;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** The database as identity writes to it: when a write returns, the snapshot has it. */
public final class IdentityDatabase {
    private static final int MOST_TRIES = 10;

    private final Database database;
    private final SnapshotFollower follower;

    public IdentityDatabase(Database database, SnapshotFollower follower) {
        this.database = database;
        this.follower = follower;
    }

    /** {@link Database#transact}. */
    public <T> T transact(Function<Tx, T> work) {
        T result = database.transact(work);
        follower.newest();
        return result;
    }

    /** {@link Database#write}. */
    public void write(Consumer<Tx> work) {
        database.write(work);
        follower.newest();
    }

    /**
     * Writes by compare-and-set: an empty result means that somebody else wrote first, and the work
     * runs again, reading anew.
     */
    public <T> T settle(Function<Tx, Optional<T>> work) {
        for (int tried = 0; tried < MOST_TRIES; tried++) {
            Optional<T> result = transact(work);
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw Problem.unavailable("Too many changes of this at once; try again.");
    }

    /** {@link Database#read}. */
    public <T> T read(Function<Tx, T> work) {
        return database.read(work);
    }
}
