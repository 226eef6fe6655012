package org.bastide.common.link;

import io.vertx.core.http.WebSocketBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Takes a socket's messages one at a time, in order, on a virtual thread. While too many wait the
 * socket is not read, so that its other end is slowed down by TCP.
 */
public final class Inbox<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int WAITING = 256;

    private final String peer;
    private final WebSocketBase socket;
    private final Class<M> type;
    private final Consumer<M> receiver;
    private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
    private volatile Thread thread;

    /** An inbox that does not receive yet. */
    public Inbox(String peer, WebSocketBase socket, Class<M> type, Consumer<M> receiver) {
        this.peer = peer;
        this.socket = socket;
        this.type = type;
        this.receiver = receiver;
    }

    /** Starts to receive; the opening runs first, on the same thread. */
    public void start(Runnable opening) {
        socket.pause();
        socket.textMessageHandler(waiting::add);
        socket.fetch(WAITING);
        thread = Thread.ofVirtual().name("link-" + peer).start(() -> loop(opening));
    }

    private void loop(Runnable opening) {
        try {
            opening.run();
            while (true) {
                receive(waiting.take());
                socket.fetch(1);
            }
        } catch (InterruptedException e) {
            LOG.debug("the link of {} ended", peer);
        }
    }

    private void receive(String text) {
        try {
            receiver.accept(Messages.read(text, type));
        } catch (RuntimeException e) {
            LOG.error("a message of {} failed", peer, e);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.interrupt();
        }
    }
}
