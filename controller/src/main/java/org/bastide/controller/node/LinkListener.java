package org.bastide.controller.node;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.bastide.common.http.Channels;
import org.bastide.common.link.Inbox;
import org.bastide.common.link.Messages;
import org.bastide.common.link.NodeMessage;
import org.bastide.common.tls.Pem;
import org.bastide.controller.ca.CertificateAuthority;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLPeerUnverifiedException;

/** Where nodes dial in. Only a certificate of the link's issuer gets through the handshake. */
public final class LinkListener implements Links, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkListener.class);

    private final Vertx vertx;
    private final NodeService nodes;
    private final Channels channels;
    private final String controller;
    private final List<NodeEvents> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, NodeLink> links = new ConcurrentHashMap<>();
    private final AtomicLong sessions = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    /** A listener that does not listen yet. */
    public LinkListener(Vertx vertx, NodeService nodes, Channels channels, String controller) {
        this.vertx = vertx;
        this.nodes = nodes;
        this.channels = channels;
        this.controller = controller;
    }

    @Override
    public void tell(NodeEvents events) {
        listeners.add(events);
    }

    @Override
    public Optional<NodeLink> find(String node) {
        return Optional.ofNullable(links.get(node));
    }

    @Override
    public Collection<NodeLink> all() {
        return List.copyOf(links.values());
    }

    /** Starts to listen. */
    public void start(
            InetSocketAddress address, CertificateAuthority.Certified own, X509Certificate issuer) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setClientAuth(ClientAuth.REQUIRED)
                        .setMaxWebSocketMessageSize(Messages.MAXIMUM_SIZE)
                        .setMaxWebSocketFrameSize(Messages.MAXIMUM_SIZE)
                        .setTcpNoDelay(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertValue(Buffer.buffer(Pem.write(own.chain())))
                                        .setKeyValue(
                                                Buffer.buffer(Pem.write(own.keys().getPrivate()))))
                        .setTrustOptions(
                                new PemTrustOptions()
                                        .addCertValue(Buffer.buffer(Pem.write(List.of(issuer)))));
        Router router = Router.router(vertx);
        router.get("/link").handler(this::upgrade);
        channels.mount(router);
        server = vertx.createHttpServer(options).requestHandler(router);
        server.exceptionHandler(e -> LOG.warn("a link was refused: {}", e.toString()));
        server.listen(address.getPort(), address.getHostString())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        LOG.info("links are taken at {}:{}", address.getHostString(), server.actualPort());
    }

    /** The port, once started. */
    public int port() {
        return server.actualPort();
    }

    private void upgrade(RoutingContext context) {
        X509Certificate certificate;
        try {
            certificate = (X509Certificate) context.request().sslSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException e) {
            context.response().setStatusCode(401).end();
            return;
        }
        context.request().pause();
        Context loop = vertx.getOrCreateContext();
        Thread.startVirtualThread(() -> admit(context, loop, certificate));
    }

    private void admit(RoutingContext context, Context loop, X509Certificate certificate) {
        Optional<Node> node;
        try {
            node = nodes.authenticate(certificate);
        } catch (RuntimeException e) {
            LOG.warn("a link cannot be checked: {}", e.toString());
            loop.runOnContext(ignored -> context.response().setStatusCode(503).end());
            return;
        }
        if (node.isEmpty()) {
            LOG.warn(
                    "a link was refused: no node has certificate {}",
                    CertificateAuthority.serial(certificate));
            loop.runOnContext(ignored -> context.response().setStatusCode(403).end());
            return;
        }
        loop.runOnContext(ignored -> accept(context, node.get()));
    }

    private void accept(RoutingContext context, Node node) {
        context.request()
                .toWebSocket()
                .onSuccess(socket -> linked(node, socket))
                .onFailure(e -> LOG.warn("node {} failed to link: {}", node.name(), e.toString()));
    }

    private void linked(Node node, ServerWebSocket socket) {
        NodeLink link =
                new NodeLink(node, Wire.of(node.name(), socket), sessions.incrementAndGet());
        LinkSession session = new LinkSession(node, link, this, nodes, listeners, controller);
        Inbox<NodeMessage> inbox = Inbox.ofNode(node.name(), socket, session::receive);
        socket.closeHandler(
                ignored -> {
                    link.ended();
                    links.remove(node.id(), link);
                    inbox.close();
                });
        inbox.start(threads, () -> {}, session::ended);
    }

    /**
     * A newer link of a node takes the older one's place; a node may also say hello again on the
     * same one.
     */
    void opened(NodeLink link) {
        NodeLink older = links.put(link.node().id(), link);
        if (link.isEnded()) {
            links.remove(link.node().id(), link); // it ended before it was put there
        }
        if (older != null && older != link) {
            older.close();
        }
    }

    /** Whether the link's node has a newer one. */
    boolean isReplaced(NodeLink link) {
        return find(link.node().id()).filter(current -> current != link).isPresent();
    }

    @Override
    public void close() {
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("links are still at work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
