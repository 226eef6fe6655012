package org.bastide.computenode.libvirt;

import java.util.Optional;

/**
 * A domain's state.
 *
 * @param state what it is
 * @param reason why it is so, where that came by itself
 */
public record DomainStatus(DomainState state, Optional<String> reason) {
    /** No domain. */
    public static final DomainStatus ABSENT =
            new DomainStatus(DomainState.ABSENT, Optional.empty());

    /** A state that was asked for. */
    public static DomainStatus of(DomainState state) {
        return new DomainStatus(state, Optional.empty());
    }
}
