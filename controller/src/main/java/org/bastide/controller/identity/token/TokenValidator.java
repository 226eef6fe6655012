package org.bastide.controller.identity.token;

import org.bastide.controller.identity.snapshot.Snapshot;
import org.bastide.controller.identity.snapshot.SnapshotFollower;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Tells whether tokens are good. Without SQL, as long as they are. */
final class TokenValidator {
    private final TokenFormat format;
    private final SnapshotFollower snapshots;
    private final String region;
    private final InstantSource clock;

    TokenValidator(
            TokenFormat format, SnapshotFollower snapshots, String region, InstantSource clock) {
        this.format = format;
        this.snapshots = snapshots;
        this.region = region;
        this.clock = clock;
    }

    /**
     * The token with its meaning, empty where it is not good. Before a token that we signed is
     * refused, the newest snapshot is asked: its user or role may have been made a moment ago by
     * another controller.
     */
    Optional<ValidToken> validate(String text) {
        Instant now = clock.instant();
        Optional<Token> read =
                format.read(text)
                        .filter(token -> token.region().equals(region))
                        .filter(token -> token.expires().isAfter(now));
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Snapshot known = snapshots.latest();
        Optional<ValidToken> valid = TokenRules.apply(read.get(), known, now);
        if (valid.isPresent()) {
            return valid;
        }
        Snapshot newest = snapshots.newest();
        return newest == known ? Optional.empty() : TokenRules.apply(read.get(), newest, now);
    }
}
