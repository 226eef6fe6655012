package org.bastide.common.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import java.util.OptionalLong;

/**
 * The body of a request, not yet read. Until it is passed on nothing flows; it then flows on the
 * event loops with back-pressure, and never through a Java thread of ours.
 */
public final class ByteSource {
    private final HttpServerRequest request;

    ByteSource(HttpServerRequest paused) {
        this.request = paused;
    }

    /** The length that the client named. */
    public OptionalLong length() {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            throw Problem.badRequest("Content-Length is not a number");
        }
    }

    /**
     * Sends the body to a response, and ends it; a client that goes away resets the response, so
     * that its reader knows.
     */
    Future<Void> pipeTo(HttpServerResponse response) {
        OptionalLong length = length();
        if (length.isPresent()) {
            response.putHeader("Content-Length", Long.toString(length.getAsLong()));
        } else {
            response.setChunked(true);
        }
        return request.pipe().endOnFailure(false).to(response).onFailure(cut -> response.reset());
    }

    /** Answers the request that this is the body of. */
    void answer(int status) {
        request.response().setStatusCode(status).end();
    }

    /** Ends the request without reading it. */
    void reset() {
        request.response().reset();
    }
}
