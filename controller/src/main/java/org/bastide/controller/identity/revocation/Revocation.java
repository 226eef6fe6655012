package org.bastide.controller.identity.revocation;

import java.time.Instant;

/**
 * Voids tokens.
 *
 * @param id its own id
 * @param of which tokens
 * @param issuedBefore voids those issued then or earlier
 * @param expires when no such token can be alive any more
 */
public record Revocation(String id, Subject of, Instant issuedBefore, Instant expires) {
    /** What a revoked token has in common with the rule. */
    public enum Kind {
        USER,
        PROJECT,
        DOMAIN,
        /** The audit id of one token. */
        TOKEN,
        /** The audit id of the first token of a chain. */
        CHAIN
    }

    /** One user, project, domain, token or chain, by its id. */
    public record Subject(Kind kind, String id) {}
}
