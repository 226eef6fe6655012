package org.bastide.common.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where a client's request and a node's request meet, so that bytes flow from one to the other: a
 * node fetches an upload by {@code GET /channels/NAME} and brings a download by {@code PUT
 * /channels/NAME}. Each name serves once.
 */
public final class Channels {
    private final Map<String, ByteSource> offered = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<ByteSource>> awaited = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** A channel on which a node is to bring bytes. */
    public record Awaited(String channel, CompletionStage<ByteSource> source) {}

    /** Offers a body that a node may fetch; {@link #withdraw} ends the offer. */
    public String offer(ByteSource body) {
        String channel = name();
        offered.put(channel, body);
        return channel;
    }

    /** Waits for a node to bring bytes; {@link #withdraw} ends the wait. */
    public Awaited await() {
        String channel = name();
        CompletableFuture<ByteSource> source = new CompletableFuture<>();
        awaited.put(channel, source);
        return new Awaited(channel, source);
    }

    /**
     * Nobody is to use the channel any more.
     *
     * @return whether nobody had used it
     */
    public boolean withdraw(String channel, String reason) {
        boolean unread = offered.remove(channel) != null;
        CompletableFuture<ByteSource> source = awaited.remove(channel);
        if (source != null) {
            source.completeExceptionally(new IllegalStateException(reason));
        }
        return unread || source != null;
    }

    /** Adds the nodes' side to the router of their listener. */
    public void mount(Router router) {
        router.get("/channels/:channel").handler(this::fetch);
        router.put("/channels/:channel").handler(this::bring);
    }

    private void fetch(RoutingContext context) {
        ByteSource source = offered.remove(context.pathParam("channel"));
        if (source == null) {
            context.response().setStatusCode(404).end();
            return;
        }
        OptionalLong length = source.length();
        if (length.isPresent()) {
            context.response().putHeader("Content-Length", Long.toString(length.getAsLong()));
        } else {
            context.response().setChunked(true);
        }
        source.pipeTo(context.response());
    }

    private void bring(RoutingContext context) {
        HttpServerRequest request = context.request().pause();
        CompletableFuture<ByteSource> source = awaited.remove(context.pathParam("channel"));
        if (source == null) {
            // the bytes that are on their way are neither wanted nor read
            if (request.version() == HttpVersion.HTTP_1_1) {
                request.response().putHeader("Connection", "close");
            }
            request.response().setStatusCode(404).end();
            request.resume();
            return;
        }
        source.complete(new ByteSource(request));
    }

    private String name() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
