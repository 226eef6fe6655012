package org.bastide.common.link;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

import org.bastide.common.node.NodeIdentity;
import org.bastide.common.tls.Pem;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** All links of a node: one to each controller, dialled again whenever it is down. */
public final class NodeLinks implements AutoCloseable {
    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    static {
        // Images come faster in few large pieces: each costs a turn of three threads.
        System.setProperty("jdk.httpclient.bufsize", Integer.toString(128 * 1024));
    }

    private final WebSocketClient client;
    private final HttpClient bulk;
    private final List<Dialler> diallers = new CopyOnWriteArrayList<>();

    /** Links that are not dialled yet. */
    public NodeLinks(Vertx vertx, NodeIdentity identity, NodeHandler handler) {
        this.client = vertx.createWebSocketClient(options(identity));
        this.bulk =
                HttpClient.newBuilder()
                        .sslContext(identity.tls())
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
        identity.controllers()
                .forEach(
                        address ->
                                diallers.add(new Dialler(vertx, client, bulk, address, handler)));
    }

    private static WebSocketClientOptions options(NodeIdentity identity) {
        return new WebSocketClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setConnectTimeout(5_000)
                .setMaxMessageSize(Messages.MAXIMUM_SIZE)
                .setMaxFrameSize(Messages.MAXIMUM_SIZE)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .setCertValue(
                                        io.vertx.core.buffer.Buffer.buffer(
                                                Pem.write(identity.chain())))
                                .setKeyValue(
                                        io.vertx.core.buffer.Buffer.buffer(
                                                Pem.write(identity.key()))))
                .setTrustOptions(
                        new PemTrustOptions()
                                .addCertValue(
                                        io.vertx.core.buffer.Buffer.buffer(
                                                Pem.write(List.of(identity.root())))));
    }

    public void start() {
        diallers.forEach(Dialler::dial);
    }

    /** Whether any controller is connected. */
    public boolean isConnected() {
        return diallers.stream().anyMatch(Dialler::isConnected);
    }

    /** Tells one controller, whichever is connected, of something that happened by itself. */
    public void tell(NodeMessage message) {
        diallers.stream()
                .filter(Dialler::isConnected)
                .findFirst()
                .ifPresent(dialler -> dialler.send(message));
    }

    @Override
    public void close() {
        diallers.forEach(Dialler::close);
        client.close().toCompletionStage().toCompletableFuture().join();
        bulk.shutdownNow();
    }
}
