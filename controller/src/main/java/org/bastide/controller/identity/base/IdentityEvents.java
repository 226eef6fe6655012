package org.bastide.controller.identity.base;

import org.bastide.controller.db.Tx;
import org.bastide.controller.ledger.Event;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Tells of identity's changes. The {@link org.bastide.controller.identity.snapshot snapshot} of
 * each controller follows these: a change without its event is not seen.
 */
public final class IdentityEvents {
    /** What all kinds of these events start with. */
    public static final String PREFIX = "identity.";

    private final InstantSource clock;

    public IdentityEvents(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Appends the event of a change.
     *
     * @param what is changed
     * @param id its id; of an assignment, that of its user
     * @param action such as {@code create}
     */
    public void append(
            Tx tx,
            String actor,
            Subject what,
            String id,
            String action,
            Map<String, String> detail) {
        tx.event(
                new Event(
                        clock.instant(),
                        actor,
                        what == Subject.PROJECT ? Optional.of(id) : Optional.empty(),
                        PREFIX + what.word() + "." + action,
                        what.word(),
                        id,
                        Optional.empty(),
                        detail));
    }

    /** The kinds of things that change. */
    public enum Subject {
        USER("user"),
        PROJECT("project"),
        DOMAIN("domain"),
        ROLE("role"),
        ASSIGNMENT("role_assignment"),
        REVOCATION("revocation");

        private final String word;

        Subject(String word) {
            this.word = word;
        }

        /** As events name it. */
        public String word() {
            return word;
        }
    }
}
