package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;

import java.util.Optional;

/** Keeps a server from being changed by anyone but administrators. */
public record ServerLock(By by, Optional<String> reason) {
    /** Who locked it: what an administrator has locked, its owner does not unlock. */
    public enum By {
        OWNER,
        ADMIN;

        /** Whose lock one of this caller's would be. */
        static By of(Caller caller, Server server) {
            return caller.project().filter(server.project()::equals).isPresent() ? OWNER : ADMIN;
        }
    }
}
