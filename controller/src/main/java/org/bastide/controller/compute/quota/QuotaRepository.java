package org.bastide.controller.compute.quota;

import org.bastide.controller.db.Tx;

import java.util.EnumMap;
import java.util.Map;

/** Limits in SQL, by owner: a project, or a class of quotas. */
final class QuotaRepository {
    private static final int STRIPES = 256;

    private record Limit(Quota quota, int most) {}

    /**
     * Makes other transactions wait that would change this owner's limits or add to its use. Owners
     * of the same stripe wait for each other too, which is seldom and short.
     */
    void lock(Tx tx, String owner) {
        tx.number(
                "SELECT stripe FROM quota_lock WHERE stripe = :stripe FOR UPDATE",
                Map.of("stripe", Math.floorMod(owner.hashCode(), STRIPES)));
    }

    /** The owner's own limits, without those that it has from others. */
    Map<Quota, Integer> limits(Tx tx, String owner) {
        Map<Quota, Integer> limits = new EnumMap<>(Quota.class);
        tx.list(
                        "SELECT resource, most FROM quota WHERE owner = :owner",
                        Map.of("owner", owner),
                        row ->
                                new Limit(
                                        row.constant("resource", Quota.class), row.integer("most")))
                .forEach(limit -> limits.put(limit.quota(), limit.most()));
        return limits;
    }

    /** Sets one limit; under the owner's lock. */
    void put(Tx tx, String owner, Quota quota, int most) {
        Map<String, Object> values = Map.of("owner", owner, "resource", quota, "most", most);
        if (tx.update(
                        """
                        UPDATE quota SET most = :most WHERE owner = :owner AND resource = :resource
                        """,
                        values)
                == 0) {
            tx.update(
                    "INSERT INTO quota (owner, resource, most) VALUES (:owner, :resource, :most)",
                    values);
        }
    }

    void deleteAll(Tx tx, String owner) {
        tx.update("DELETE FROM quota WHERE owner = :owner", Map.of("owner", owner));
    }
}
