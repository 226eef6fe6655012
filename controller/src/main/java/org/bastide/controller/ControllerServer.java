package org.bastide.controller;

import io.vertx.core.Vertx;

import org.bastide.common.http.ApiListener;
import org.bastide.common.http.ApiService;
import org.bastide.common.http.Channels;
import org.bastide.common.http.EventLoops;
import org.bastide.common.http.FaultShape;
import org.bastide.common.link.Hello;
import org.bastide.common.tls.Pem;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.compute.ComputeAssembly;
import org.bastide.controller.compute.version.ComputeVersions;
import org.bastide.controller.db.Database;
import org.bastide.controller.identity.IdentityAssembly;
import org.bastide.controller.identity.IdentityConfig;
import org.bastide.controller.identity.catalog.Catalog;
import org.bastide.controller.image.ImageAssembly;
import org.bastide.controller.image.ImageConfig;
import org.bastide.controller.key.RootKey;
import org.bastide.controller.key.Secrets;
import org.bastide.controller.lease.Duty;
import org.bastide.controller.lease.Leases;
import org.bastide.controller.node.LinkListener;
import org.bastide.controller.node.Liveness;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeApi;
import org.bastide.controller.node.NodeEvents;
import org.bastide.controller.node.NodeLink;
import org.bastide.controller.node.NodeService;
import org.bastide.controller.task.StorageTasks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One controller: joins the services' assemblies, starts them in order and stops them in reverse.
 */
public final class ControllerServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerServer.class);
    private static final ApiService OWN =
            ApiService.of("bastide", "/bastide/v1", FaultShape.KEYSTONE);
    private static final List<Catalog.Service> SERVICES =
            List.of(
                    new Catalog.Service("identity", "keystone", "/identity"),
                    new Catalog.Service("compute", "nova", "/compute/v2.1"),
                    new Catalog.Service("image", "glance", "/image"));

    private final ControllerConfig config;
    private final InstantSource clock;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Database database;
    private final RootKey rootKey;
    private final CertificateAuthority authority;
    private final IdentityAssembly identity;

    /** Opens the database and what is sealed in it; nothing listens yet. */
    public ControllerServer(ControllerConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.database = started(Database.open(config.databaseOrEmbedded()));
        this.rootKey = RootKey.load(config.state().resolve("root.key"));
        this.authority =
                CertificateAuthority.obtain(new Secrets(database, rootKey), config.region(), clock);
        this.identity = new IdentityAssembly(database, rootKey, identityConfig(config), clock);
    }

    private static IdentityConfig identityConfig(ControllerConfig config) {
        Catalog catalog = new Catalog(config.region(), config.api().url(), SERVICES);
        return config.tokens()
                .map(tokens -> new IdentityConfig(catalog, tokens.life()))
                .orElseGet(() -> new IdentityConfig(catalog));
    }

    /** Makes what a cloud needs before anybody can sign in; changes nothing where it is there. */
    public void bootstrap(String adminPassword) {
        identity.bootstrap().run(adminPassword);
        Pem.save(config.state().resolve("root.pem"), Pem.write(List.of(authority.root())));
    }

    /** Starts everything; returns once requests are answered. */
    public void start() {
        Vertx vertx = EventLoops.start();
        running.push(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        Channels channels = new Channels();
        NodeService nodes =
                new NodeService(
                        database,
                        authority,
                        config.region(),
                        "https://" + config.api().listen(),
                        config.link().addresses(),
                        clock);
        LinkListener links = started(new LinkListener(vertx, nodes, channels, config.name()));
        StorageTasks storage = new StorageTasks(links);
        links.tell(storage);
        Leases leases = new Leases(database, config.name(), config.link().listen(), clock);
        ImageAssembly images =
                started(
                        new ImageAssembly(
                                database,
                                storage,
                                channels,
                                clock,
                                ImageConfig.standard(),
                                leases));
        ComputeAssembly compute =
                started(
                        new ComputeAssembly(
                                new ComputeAssembly.Parts(
                                        database,
                                        nodes,
                                        links,
                                        storage,
                                        images.images(),
                                        identity::hasProject,
                                        leases,
                                        clock)));
        links.tell(
                new NodeEvents() {
                    @Override
                    public void linked(Node node, Hello hello, NodeLink link) {
                        images.nudge();
                    }
                });
        Liveness liveness = new Liveness(database, nodes, links);
        Duty livenessDuty =
                started(
                        new Duty(
                                "liveness",
                                leases,
                                Duration.ofSeconds(1),
                                Duration.ofMinutes(1),
                                (lease, full) -> liveness.run(lease)));
        ApiListener api = started(new ApiListener(vertx, identity.authenticator()));
        identity.mountRoot(api.service(IdentityAssembly.ROOT));
        identity.mount(api.service(IdentityAssembly.service()));
        images.mount(api.service(ImageAssembly.SERVICE));
        compute.mount(api.service(ComputeVersions.ROOT), api.service(ComputeVersions.SERVICE));
        new NodeApi(nodes, links).mount(api.service(OWN));
        identity.start();
        running.push(identity);
        images.start();
        compute.start();
        livenessDuty.start();
        listen(api, links);
    }

    private void listen(ApiListener api, LinkListener links) {
        InetSocketAddress link = address(config.link().listen());
        InetSocketAddress own = address(config.api().listen());
        links.start(link, authority.linkServer(names(List.of(), link)), authority.linkIssuer());
        CertificateAuthority.Certified certified =
                authority.apiServer(names(config.api().names(), own));
        Path certificate = config.state().resolve("api.pem");
        Path key = config.state().resolve("api.key");
        Pem.save(certificate, Pem.write(certified.chain()));
        Pem.save(key, Pem.write(certified.keys().getPrivate()));
        api.start(own, certificate, key);
        LOG.info("controller {} of region {} is ready", config.name(), config.region());
    }

    private List<String> names(List<String> more, InetSocketAddress listen) {
        Set<String> names = new LinkedHashSet<>();
        names.add(config.name());
        names.add(URI.create(config.api().url()).getHost());
        names.addAll(more);
        names.add(listen.getHostString());
        return new ArrayList<>(names);
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        return InetSocketAddress.createUnresolved(
                text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    private <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    /** Stops everything, last started first, and goes on where one cannot be stopped. */
    @Override
    public void close() {
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.error("{} could not be stopped", part.getClass().getSimpleName(), e);
            }
        }
    }
}
