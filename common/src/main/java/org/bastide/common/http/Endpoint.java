package org.bastide.common.http;

/** Answers one kind of request, blocking as it likes. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer.
     *
     * @throws Problem where the request is refused
     */
    Reply answer(Request request);
}
