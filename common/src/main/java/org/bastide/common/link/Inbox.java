package org.bastide.common.link;

import io.vertx.core.http.WebSocketBase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes a socket's messages one at a time, in order, on one thread. While too many wait the socket
 * is not read, so that its other end is slowed down by TCP. The thread is never interrupted: what
 * it does may be a transaction, or a native call.
 */
public final class Inbox<M> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final int WAITING = 256;

    private final String peer;
    private final WebSocketBase socket;
    private final Function<String, M> reader;
    private final Consumer<M> receiver;

    /** Texts as they came; empty is the end. */
    private final BlockingQueue<Optional<String>> waiting = new LinkedBlockingQueue<>();

    private Inbox(
            String peer, WebSocketBase socket, Function<String, M> reader, Consumer<M> receiver) {
        this.peer = peer;
        this.socket = socket;
        this.reader = reader;
        this.receiver = receiver;
    }

    /** An inbox for what a node says, which does not receive yet. */
    public static Inbox<NodeMessage> ofNode(
            String peer, WebSocketBase socket, Consumer<NodeMessage> receiver) {
        return new Inbox<>(peer, socket, Messages::ofNode, receiver);
    }

    /** An inbox for what a controller says, which does not receive yet. */
    static Inbox<ControllerMessage> ofController(
            String peer, WebSocketBase socket, Consumer<ControllerMessage> receiver) {
        return new Inbox<>(peer, socket, Messages::ofController, receiver);
    }

    /**
     * Starts to receive, on one thread of the executor's.
     *
     * @param opening runs before the first message; where it fails the socket is closed
     * @param ending runs after the last one
     */
    public void start(Executor threads, Runnable opening, Runnable ending) {
        socket.exceptionHandler(this::failed);
        socket.pause();
        socket.textMessageHandler(text -> waiting.add(Optional.of(text)));
        socket.fetch(WAITING);
        threads.execute(() -> run(opening, ending));
    }

    /**
     * Such as by a message that is too large, after which the socket would go on as if nothing was.
     */
    private void failed(Throwable e) {
        LOG.warn("the link of {} failed: {}", peer, e.toString());
        socket.close();
    }

    private void run(Runnable opening, Runnable ending) {
        try {
            opening.run();
            receiveAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("the link of {} cannot begin", peer, e);
            socket.close();
        } finally {
            ending.run();
        }
    }

    private void receiveAll() throws InterruptedException {
        for (Optional<String> text = waiting.take(); text.isPresent(); text = waiting.take()) {
            receive(text.get());
            socket.fetch(1);
        }
    }

    private void receive(String text) {
        try {
            receiver.accept(reader.apply(text));
        } catch (RuntimeException e) {
            LOG.error("a message of {} failed", peer, e);
        }
    }

    /** Nothing more comes: what waits is still received, then the thread ends. */
    @Override
    public void close() {
        waiting.add(Optional.empty());
    }
}
