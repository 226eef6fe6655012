package org.bastide.controller.lease;

import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The duties that this controller holds. */
public final class Leases {
    /** How long a duty stays with a holder that is silent. */
    public static final Duration LIFE = Duration.ofSeconds(4);

    private final Database database;
    private final String controller;
    private final String address;
    private final InstantSource clock;
    private final LeaseRepository repository = new LeaseRepository();
    private final Map<String, Held> held = new ConcurrentHashMap<>();

    private record Held(Lease lease, Instant until) {}

    /**
     * No duties yet.
     *
     * @param controller this controller's name
     * @param address where the others nudge it
     */
    public Leases(Database database, String controller, String address, InstantSource clock) {
        this.database = database;
        this.controller = controller;
        this.address = address;
        this.clock = clock;
    }

    /**
     * The lease on a duty, renewed or taken where it can be; empty while another controller has it.
     */
    public Optional<Lease> obtain(String duty) {
        Instant now = clock.instant();
        Held mine = held.get(duty);
        if (mine != null && now.isBefore(mine.until().minus(LIFE.dividedBy(2)))) {
            return Optional.of(mine.lease());
        }
        Instant until = now.plus(LIFE);
        Optional<Lease> lease =
                database.transact(
                        tx -> {
                            if (mine != null && repository.renew(tx, mine.lease(), until)) {
                                return Optional.of(mine.lease());
                            }
                            return repository.take(tx, duty, controller, address, now, until);
                        });
        lease.ifPresentOrElse(got -> held.put(duty, new Held(got, until)), () -> held.remove(duty));
        return lease;
    }

    /** Makes the duty's row where it is not there. */
    void prepare(String duty) {
        if (database.<Boolean>read(tx -> repository.exists(tx, duty))) {
            return;
        }
        try {
            database.write(tx -> repository.create(tx, duty, Instant.EPOCH));
        } catch (ConstraintException another) {
            // another controller made it meanwhile, which is as good
        }
    }

    /** A duty has turned out to be another's: SQL is asked before the next pass. */
    void forget(String duty) {
        held.remove(duty);
    }

    /** Gives a duty back, so that another may have it at once. */
    public void release(String duty) {
        Held mine = held.remove(duty);
        if (mine != null) {
            database.write(tx -> repository.renew(tx, mine.lease(), Instant.EPOCH));
        }
    }
}
