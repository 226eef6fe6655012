package org.bastide.common.link;

import io.vertx.core.http.WebSocketBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Says messages on a socket without waiting until they are gone. Whoever reads so slowly that too
 * much waits is cut off, and hears everything again on the next link. The socket's own count of
 * what waits is full after a few messages, whatever it is set to.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long MOST_WAITING = 16 * 1024 * 1024;

    private final String peer;
    private final WebSocketBase socket;
    private final AtomicLong waiting = new AtomicLong();
    private volatile boolean closed;

    /** What says messages to a peer. */
    public Outbox(String peer, WebSocketBase socket) {
        this.peer = peer;
        this.socket = socket;
    }

    /** Says a message; lost where the link is down, or goes down before it is heard. */
    public void say(Object message) {
        if (closed || socket.isClosed()) {
            return;
        }
        String text = Messages.write(message);
        if (waiting.addAndGet(text.length()) > MOST_WAITING) {
            LOG.warn("{} reads too slowly: its link is cut", peer);
            close();
            return;
        }
        try {
            socket.writeTextMessage(text).onComplete(ignored -> waiting.addAndGet(-text.length()));
        } catch (IllegalStateException e) {
            LOG.debug("the link of {} is down", peer, e);
        }
    }

    /** Ends the link; nothing more is said. */
    public void close() {
        closed = true;
        socket.close();
    }
}
