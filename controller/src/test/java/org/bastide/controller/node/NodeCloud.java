package org.bastide.controller.node;

import io.vertx.core.Vertx;

import org.bastide.common.http.ApiListener;
import org.bastide.common.http.ApiService;
import org.bastide.common.http.Caller;
import org.bastide.common.http.Channels;
import org.bastide.common.http.FaultShape;
import org.bastide.common.node.Join;
import org.bastide.common.node.JoinToken;
import org.bastide.common.node.NodeIdentity;
import org.bastide.common.tls.Pem;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.bastide.controller.key.RootKey;
import org.bastide.controller.key.Secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The nodes' side of a controller: enrolment over HTTPS and the link, on ports of their own. */
final class NodeCloud implements AutoCloseable {
    final Path folder;
    final Vertx vertx = Vertx.vertx();
    final Channels channels = new Channels();
    final Database database;
    final CertificateAuthority authority;
    final NodeService nodes;
    final ApiListener api;
    private final int apiPort = freePort();
    private final int linkPort = freePort();
    private volatile Duration ahead = Duration.ZERO;
    LinkListener links;

    NodeCloud(Path folder, NodeEvents... events) {
        this.folder = folder;
        database = TestDatabase.fresh(folder.resolve("db"));
        authority = authority(database, folder);
        nodes =
                new NodeService(
                        database,
                        authority,
                        "North",
                        "https://localhost:" + apiPort,
                        List.of("localhost:" + linkPort),
                        this::now);
        api = new ApiListener(vertx, token -> Optional.of(caller(Set.of(token))));
        startLinks(events);
        new NodeApi(nodes, links)
                .mount(api.service(ApiService.of("bastide", "/bastide/v1", FaultShape.KEYSTONE)));
        CertificateAuthority.Certified certified = authority.apiServer(List.of("localhost"));
        Pem.save(folder.resolve("api.pem"), Pem.write(certified.chain()));
        Pem.save(folder.resolve("api.key"), Pem.write(certified.keys().getPrivate()));
    }

    /** The API listens once its routes are added. */
    NodeCloud startApi() {
        api.start(
                new InetSocketAddress("localhost", apiPort),
                folder.resolve("api.pem"),
                folder.resolve("api.key"));
        return this;
    }

    static CertificateAuthority authority(Database database, Path folder) {
        Secrets secrets = new Secrets(database, RootKey.load(folder.resolve("root.key")));
        return CertificateAuthority.obtain(secrets, "North", Instant::now);
    }

    void startLinks(NodeEvents... events) {
        links = new LinkListener(vertx, nodes, channels, "c1");
        List.of(events).forEach(links::tell);
        links.start(
                new InetSocketAddress("localhost", linkPort),
                authority.linkServer(List.of("localhost")),
                authority.linkIssuer());
    }

    private Instant now() {
        return Instant.now().plus(ahead);
    }

    /** Lets time go by. */
    void later(Duration duration) {
        ahead = ahead.plus(duration);
    }

    static Caller caller(Set<String> roles) {
        return new Caller(
                "root",
                "root",
                "default",
                Optional.of("p"),
                Optional.empty(),
                false,
                roles,
                List.of("password"),
                List.of("a"),
                Instant.EPOCH,
                Instant.MAX);
    }

    JoinToken invite(NodeRole role, String name) {
        return nodes.invite(caller(Set.of("admin")), role, name).token();
    }

    /** A server that has joined. */
    NodeIdentity join(NodeRole role, String name) {
        try {
            return Join.join(invite(role, name), folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        api.close();
        links.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
    }
}
