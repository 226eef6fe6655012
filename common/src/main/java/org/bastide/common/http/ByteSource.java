package org.bastide.common.http;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.Pipe;

import java.util.OptionalLong;

/**
 * The body of a request, not yet read. Until it is passed on nothing flows; it then flows on the
 * event loops with back-pressure, and never through a Java thread of ours.
 */
public final class ByteSource {
    private final HttpServerRequest request;
    private volatile HttpServerResponse target;
    private volatile boolean cut;

    /** A source that remembers a client who went away before anyone read. */
    ByteSource(HttpServerRequest paused) {
        this.request = paused;
        paused.exceptionHandler(failure -> cut = true);
    }

    /** The length that the client named. */
    public OptionalLong length() {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length));
        } catch (NumberFormatException e) {
            throw new Problem(Problem.Code.BAD_REQUEST, "Content-Length is not a number", e);
        }
    }

    /** Stops the flow: whoever reads it sees a cut, never an end. */
    public void cut() {
        cut = true;
        HttpServerResponse reader = target;
        if (reader != null && !reader.ended() && !reader.closed()) {
            reader.reset();
        }
    }

    /**
     * Sends the body to a response, and ends it; a client that goes away resets the response, so
     * that its reader knows.
     */
    Future<Void> pipeTo(HttpServerResponse response) {
        Pipe<Buffer> pipe = request.pipe().endOnFailure(false);
        target = response;
        // Looked at only now: from here on the pipe itself hears of a client who goes away.
        if (cut || response.closed()) {
            pipe.close();
            cut();
            return Future.failedFuture(new HttpClosedException("cut before it was read"));
        }
        return pipe.to(response).onFailure(failure -> cut());
    }

    /** Answers the request that this is the body of, unless it is gone. */
    void answer(int status) {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status).end();
        }
    }

    /** Ends the request that this is the body of, without reading it. */
    public void refuse() {
        HttpServerResponse response = request.response();
        if (!response.ended() && !response.closed()) {
            response.reset();
        }
    }
}
