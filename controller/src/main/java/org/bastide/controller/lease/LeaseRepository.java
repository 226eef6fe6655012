package org.bastide.controller.lease;

import org.bastide.controller.db.Tx;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The {@code lease} table. */
final class LeaseRepository {
    /** Whoever makes the row first wins; the others find it. */
    void create(Tx tx, String duty, Instant past) {
        tx.update(
                "INSERT INTO lease (duty, holder, address, epoch, until) VALUES (:duty, '', '', 0, :past)",
                Map.of("duty", duty, "past", past));
    }

    boolean exists(Tx tx, String duty) {
        return tx.number("SELECT count(*) FROM lease WHERE duty = :duty", Map.of("duty", duty))
                == 1;
    }

    /** The duty's epoch; its row is locked until the transaction ends. */
    static long lockedEpoch(Tx tx, String duty) {
        return tx.number(
                "SELECT epoch FROM lease WHERE duty = :duty FOR UPDATE", Map.of("duty", duty));
    }

    /** Takes a duty that nobody holds any more, or that an earlier life of this controller held. */
    Optional<Lease> take(
            Tx tx, String duty, String holder, String address, Instant now, Instant until) {
        int taken =
                tx.update(
                        """
                        UPDATE lease SET holder = :holder, address = :address, epoch = epoch + 1, until = :until
                        WHERE duty = :duty AND (until < :now OR holder = :holder)
                        """,
                        values(duty, holder, address, now, until));
        return taken == 1
                ? Optional.of(
                        new Lease(
                                duty,
                                tx.number(
                                        "SELECT epoch FROM lease WHERE duty = :duty",
                                        Map.of("duty", duty))))
                : Optional.empty();
    }

    /** Holds a duty for longer. False: it is another's now. */
    boolean renew(Tx tx, Lease lease, Instant until) {
        return tx.update(
                        "UPDATE lease SET until = :until WHERE duty = :duty AND epoch = :epoch",
                        Map.of("until", until, "duty", lease.duty(), "epoch", lease.epoch()))
                == 1;
    }

    private static Map<String, Object> values(
            String duty, String holder, String address, Instant now, Instant until) {
        Map<String, Object> values = new HashMap<>();
        values.put("duty", duty);
        values.put("holder", holder);
        values.put("address", address);
        values.put("now", now);
        values.put("until", until);
        return values;
    }
}
