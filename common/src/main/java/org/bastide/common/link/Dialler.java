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
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps up a node's link to one controller. */
final class Dialler implements ControllerLink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dialler.class);
    private static final long FIRST_PAUSE = 100;

    /**
     * A restarted controller should know its nodes soon, and be met by a thousand of them one by
     * one.
     */
    private static final long LONGEST_PAUSE = 2_000;

    private static final int MOST_QUEUED = 8 * 1024 * 1024;

    private final Vertx vertx;
    private final WebSocketClient client;
    private final HttpClient bulk;
    private final String address;
    private final NodeHandler handler;
    private final AtomicReference<WebSocket> socket = new AtomicReference<>();
    private volatile boolean closed;
    private long pause = FIRST_PAUSE;
    private String lastTrouble = "";

    Dialler(
            Vertx vertx,
            WebSocketClient client,
            HttpClient bulk,
            String address,
            NodeHandler handler) {
        this.vertx = vertx;
        this.client = client;
        this.bulk = bulk;
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
        lastTrouble = "";
        pause = FIRST_PAUSE;
        fresh.setWriteQueueMaxSize(MOST_QUEUED);
        Inbox<ControllerMessage> inbox =
                new Inbox<>(
                        address,
                        fresh,
                        ControllerMessage.class,
                        message -> handler.receive(message, this));
        long beat = vertx.setPeriodic(NodeLinks.HEARTBEAT.toMillis(), ignored -> beat(fresh));
        fresh.closeHandler(
                ignored -> {
                    socket.compareAndSet(fresh, null);
                    vertx.cancelTimer(beat);
                    inbox.close();
                    if (!closed) {
                        LOG.warn("the link to {} is down", address);
                    }
                    again();
                });
        inbox.start(() -> greet(fresh));
    }

    /** Nothing is said on a link before its hello, which may take a while. */
    private void greet(WebSocket fresh) {
        fresh.writeTextMessage(Messages.write(handler.hello()));
        socket.set(fresh);
        if (fresh.isClosed()) {
            socket.compareAndSet(fresh, null);
        }
    }

    private void beat(WebSocket fresh) {
        if (socket.get() == fresh) {
            send(handler.heartbeat());
        }
    }

    boolean isConnected() {
        return socket.get() != null;
    }

    @Override
    public void send(NodeMessage message) {
        WebSocket current = socket.get();
        if (current == null) {
            return;
        }
        if (current.writeQueueFull()) {
            LOG.warn("{} reads too slowly: the link is cut", address);
            current.close();
            return;
        }
        current.writeTextMessage(Messages.write(message));
    }

    @Override
    public InputStream get(String channel) throws IOException {
        HttpResponse<InputStream> response =
                exchange(request(channel).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            response.body().close();
            throw new IOException("channel " + channel + " answered " + response.statusCode());
        }
        return response.body();
    }

    @Override
    public void put(String channel, InputStream body, long length) throws IOException {
        HttpRequest.BodyPublisher bytes =
                length == 0
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.fromPublisher(
                                HttpRequest.BodyPublishers.ofInputStream(() -> body), length);
        HttpResponse<Void> response =
                exchange(
                        request(channel).PUT(bytes).build(),
                        HttpResponse.BodyHandlers.discarding());
        if (response.statusCode() != 204) {
            throw new IOException("channel " + channel + " answered " + response.statusCode());
        }
    }

    private HttpRequest.Builder request(String channel) {
        return HttpRequest.newBuilder(URI.create("https://" + address + "/channels/" + channel));
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException {
        try {
            return bulk.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        WebSocket current = socket.get();
        if (current != null) {
            current.close();
        }
    }
}
