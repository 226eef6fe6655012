package org.bastide.common.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One HTTPS port with several services on it, each at its path. */
public final class ApiListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiListener.class);
    private static final int AT_ONCE = 256;
    private static final int WAITING = 1024;
    private static final int MOST_HEADER = 16 * 1024;

    /** What an upload comes in: as much as a TLS record holds, else each is passed on as two. */
    private static final int PIECE = 64 * 1024;

    /** What the router answers by itself: no such path, no such method, an unreadable request. */
    private static final List<Integer> UNROUTED = List.of(400, 404, 405, 413);

    private static final ApiService ROOT = ApiService.of("root", "", FaultShape.KEYSTONE);

    private final Vertx vertx;
    private final Router root;
    private final Authenticator authenticator;
    private final Admission admission = new Admission(AT_ONCE, WAITING);
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
    private final List<Routes> services = new ArrayList<>();
    private HttpServer server;

    /** A listener that asks the authenticator who a token is of. */
    public ApiListener(Vertx vertx, Authenticator authenticator) {
        this.vertx = vertx;
        this.authenticator = authenticator;
        this.root = Router.router(vertx);
    }

    /** The routes of a service, to be filled before {@link #start}. */
    public Routes service(ApiService service) {
        Routes routes = new Routes(service, root, authenticator, admission, threads);
        services.add(routes);
        return routes;
    }

    /** Starts to listen on HTTPS with a PEM certificate chain and key; port 0 takes a free one. */
    public void start(InetSocketAddress address, Path certificates, Path key) {
        HttpServerOptions options =
                options()
                        .setSsl(true)
                        .setUseAlpn(false)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertPath(certificates.toString())
                                        .setKeyPath(key.toString()));
        listen(options, address);
    }

    /** Starts to listen without TLS: for tests. */
    public void startPlain(InetSocketAddress address) {
        listen(options(), address);
    }

    /** The service below whose prefix a path is: the one with the longest such prefix. */
    private Routes of(RoutingContext context, Routes elsewhere) {
        String path = context.normalizedPath();
        return services.stream()
                .filter(routes -> routes.service().covers(path))
                .max(Comparator.comparingInt(routes -> routes.service().prefix().length()))
                .orElse(elsewhere);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setMaxHeaderSize(MOST_HEADER)
                .setMaxInitialLineLength(MOST_HEADER)
                .setMaxChunkSize(PIECE)
                .setIdleTimeout(600)
                .setHandle100ContinueAutomatically(true)
                .setTcpNoDelay(true);
    }

    private void listen(HttpServerOptions options, InetSocketAddress address) {
        Routes elsewhere = new Routes(ROOT, root, authenticator, admission, threads);
        for (int status : UNROUTED) {
            root.errorHandler(status, context -> of(context, elsewhere).failed(context));
        }
        server = vertx.createHttpServer(options).requestHandler(root);
        server.exceptionHandler(e -> LOG.debug("a connection failed: {}", e.toString()));
        await(server.listen(address.getPort(), address.getHostString()));
        LOG.info("API listens on {}:{}", address.getHostString(), server.actualPort());
    }

    /** The port, once started. */
    public int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        if (server != null) {
            await(server.shutdown());
        }
        threads.close();
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (java.util.concurrent.CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }
}
