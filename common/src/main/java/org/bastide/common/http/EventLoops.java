package org.bastide.common.http;

import io.vertx.core.Vertx;

/** The event loops of a process. */
public final class EventLoops {
    private EventLoops() {}

    /**
     * Starts them. Names are resolved by the machine's own resolver: the event loops' own would ask
     * a public one where the machine names none.
     */
    public static Vertx start() {
        System.setProperty("vertx.disableDnsResolver", "true");
        return Vertx.vertx();
    }
}
