package org.bastide.common.link;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.ThreadLocalRandom;

/** Keeps up a node's link to one controller. */
final class Dialler implements ControllerLink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);
    private static final long FIRST_PAUSE = 100;

    /**
     * A restarted controller should know its nodes soon, and be met by a thousand of them one by
     * one.
     */
    private static final long LONGEST_PAUSE = 2_000;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final Transfers transfers;
    private final String address;
    private final NodeHandler handler;

    /** The link from its hello to its end; null in between. */
    private volatile Outbox link;

    private volatile boolean closed;
    private volatile long pause = FIRST_PAUSE;
    private volatile String lastTrouble = "";

    Dialler(
            Vertx vertx,
            WebSocketClient client,
            HttpClient bulk,
            String address,
            NodeHandler handler) {
        this.vertx = vertx;
        this.client = client;
        this.transfers = new Transfers(bulk, address);
        this.address = address;
        this.handler = handler;
    }

    void dial() {
        if (closed) {
            return;
        }
        URI uri = URI.create("wss://" + address + "/link");
        client.connect(
                        new WebSocketConnectOptions()
                                .setHost(uri.getHost())
                                .setPort(uri.getPort())
                                .setURI("/link"))
                .onSuccess(this::connected)
                .onFailure(this::failed);
    }

    private void failed(Throwable e) {
        if (!e.toString().equals(lastTrouble)) {
            lastTrouble = e.toString();
            LOG.warn("no link to {}: {}", address, lastTrouble);
        }
        again();
    }

    private void again() {
        if (closed) {
            return;
        }
        long jitter = ThreadLocalRandom.current().nextLong(pause / 4 + 1);
        vertx.setTimer(pause + jitter, ignored -> dial());
        pause = Math.min(pause * 2, LONGEST_PAUSE);
    }

    private void connected(WebSocket fresh) {
        LOG.info("linked to {}", address);
        Outbox outbox = new Outbox(address, fresh);
        Inbox<ControllerMessage> inbox = Inbox.ofController(address, fresh, this::receive);
        long beat = vertx.setPeriodic(NodeLinks.HEARTBEAT.toMillis(), ignored -> beat(outbox));
        fresh.closeHandler(
                ignored -> {
                    ended(outbox);
                    vertx.cancelTimer(beat);
                    inbox.close();
                    if (!closed) {
                        LOG.warn("the link to {} is down", address);
                    }
                    again();
                });
        inbox.start(
                task -> Thread.ofVirtual().name("link-" + address).start(task),
                () -> greet(fresh, outbox),
                () -> {});
    }

    /** A controller that says something has taken the hello: only then is all well again. */
    private void receive(ControllerMessage message) {
        lastTrouble = "";
        pause = FIRST_PAUSE;
        handler.receive(message, this);
    }

    /**
     * Nothing is said on a link before its hello, which may take so long that the link is down when
     * it is found, and a newer one up.
     */
    private void greet(WebSocket fresh, Outbox outbox) {
        Hello hello = handler.hello();
        synchronized (this) {
            if (!fresh.isClosed()) {
                outbox.say(hello);
                link = outbox;
            }
        }
    }

    private synchronized void ended(Outbox old) {
        if (link == old) {
            link = null;
            transfers.cut();
        }
    }

    private void beat(Outbox outbox) {
        if (link == outbox) {
            outbox.say(handler.heartbeat());
        }
    }

    boolean isConnected() {
        return link != null;
    }

    @Override
    public void send(NodeMessage message) {
        Outbox current = link;
        if (current != null) {
            current.say(message);
        }
    }

    @Override
    public InputStream get(String channel) throws IOException {
        return transfers.get(channel);
    }

    @Override
    public void put(String channel, InputStream body, long length) throws IOException {
        transfers.put(channel, body, length);
    }

    @Override
    public void close() {
        closed = true;
        Outbox current = link;
        if (current != null) {
            current.close();
        }
    }
}
