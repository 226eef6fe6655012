package org.bastide.common.http;

import java.util.Optional;

/** The id of the request that this thread answers, for whoever writes down what it caused. */
public final class RequestId {
    static final ScopedValue<String> CURRENT = ScopedValue.newInstance();

    private RequestId() {}

    /** Empty on a thread that answers none, such as a duty's. */
    public static Optional<String> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }
}
