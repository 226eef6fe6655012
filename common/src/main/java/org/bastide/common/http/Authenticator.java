package org.bastide.common.http;

import java.util.Optional;

/** Tells who a token belongs to. Called on the request's virtual thread. */
@FunctionalInterface
public interface Authenticator {
    /** The caller whose valid token this is, empty if it is none. */
    Optional<Caller> authenticate(String token);
}
