package org.bastide.controller.identity.revocation;

import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.HexId;
import org.bastide.controller.identity.base.IdentityEvents;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** Voids tokens, as part of others' transactions. */
public final class Revocations {
    private final RevocationRepository repository = new RevocationRepository();
    private final IdentityEvents events;
    private final Duration longestLife;
    private final InstantSource clock;

    /**
     * Rules that are kept as long as any token may live.
     *
     * @param longestLife of a token
     */
    public Revocations(IdentityEvents events, Duration longestLife, InstantSource clock) {
        this.events = events;
        this.longestLife = longestLife;
        this.clock = clock;
    }

    /** Voids all tokens of the subject that were issued up to now. */
    public void revoke(Tx tx, String actor, Revocation.Kind kind, String id) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        // Twice: another controller's clock may be ahead of this one.
        Instant expires = now.plus(longestLife.multipliedBy(2));
        Revocation revocation =
                new Revocation(HexId.next(), new Revocation.Subject(kind, id), now, expires);
        repository.insert(tx, revocation);
        events.append(
                tx,
                actor,
                IdentityEvents.Subject.REVOCATION,
                revocation.id(),
                "create",
                Map.of("of", kind.name(), "id", id));
    }
}
