package org.bastide.controller.compute;

import org.bastide.common.http.Routes;
import org.bastide.controller.compute.aggregate.AggregateApi;
import org.bastide.controller.compute.base.ProjectDirectory;
import org.bastide.controller.compute.guest.GuestDuty;
import org.bastide.controller.compute.guest.GuestObserver;
import org.bastide.controller.compute.guest.GuestService;
import org.bastide.controller.compute.guest.NodeZones;
import org.bastide.controller.compute.guest.PlacementDuty;
import org.bastide.controller.compute.guest.RootDisks;
import org.bastide.controller.compute.hypervisor.HypervisorApi;
import org.bastide.controller.compute.hypervisor.HypervisorService;
import org.bastide.controller.compute.instanceaction.InstanceActionApi;
import org.bastide.controller.compute.instanceaction.InstanceActions;
import org.bastide.controller.compute.server.ActOnServer;
import org.bastide.controller.compute.server.ConsoleLog;
import org.bastide.controller.compute.server.CreateServers;
import org.bastide.controller.compute.server.Places;
import org.bastide.controller.compute.server.ServerActionApi;
import org.bastide.controller.compute.server.ServerApi;
import org.bastide.controller.compute.server.ServerMetadata;
import org.bastide.controller.compute.server.ServerMetadataApi;
import org.bastide.controller.compute.server.ServerService;
import org.bastide.controller.compute.server.ServerTagApi;
import org.bastide.controller.compute.server.ServerTags;
import org.bastide.controller.compute.service.ComputeServices;
import org.bastide.controller.compute.service.ServiceApi;
import org.bastide.controller.db.Database;
import org.bastide.controller.image.ImageService;
import org.bastide.controller.lease.Duty;
import org.bastide.controller.lease.Leases;
import org.bastide.controller.node.Links;
import org.bastide.controller.node.NodeService;
import org.bastide.controller.task.StorageWork;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The compute service, put together. */
public final class ComputeAssembly implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration FULL_PERIOD = Duration.ofMinutes(1);

    private final CatalogAssembly catalog;
    private final Duty placement;
    private final Duty guests;
    private final List<java.util.function.Consumer<Routes>> mounts;

    /** What compute is built on. */
    public record Parts(
            Database database,
            NodeService nodes,
            Links links,
            StorageWork storage,
            ImageService images,
            ProjectDirectory projects,
            Leases leases,
            InstantSource clock) {}

    /** The service, not yet running. */
    public ComputeAssembly(Parts parts) {
        this(parts, FULL_PERIOD);
    }

    /** A service whose duties say again that often what may have been lost. */
    ComputeAssembly(Parts parts, Duration fullPeriod) {
        GuestService guestService = new GuestService();
        ServerService servers =
                new ServerService(parts.database(), guestService, parts.nodes(), parts.clock());
        NodeZones zones = new NodeZones(parts.database(), parts.nodes());
        catalog =
                new CatalogAssembly(
                        parts.database(), parts.projects(), servers, zones, parts.clock());
        RootDisks disks = new RootDisks(parts.database(), servers, parts.storage());
        GuestDuty guestDuty =
                new GuestDuty(parts.database(), parts.nodes(), servers, parts.links(), disks);
        guests = new Duty("guest", parts.leases(), PERIOD, fullPeriod, guestDuty::run);
        guestDuty.nudgedBy(guests::nudge);
        PlacementDuty placementDuty =
                new PlacementDuty(
                        parts.database(),
                        parts.nodes(),
                        servers,
                        parts.links(),
                        guests::nudge,
                        parts.clock());
        placement =
                new Duty(
                        "placement",
                        parts.leases(),
                        PERIOD,
                        fullPeriod,
                        (lease, full) -> placementDuty.run(lease));
        parts.links().tell(new GuestObserver(parts.database(), servers, guestDuty));
        CreateServers create =
                new CreateServers(
                        parts.database(),
                        catalog.flavors(),
                        parts.images(),
                        catalog.keypairs(),
                        catalog.quotas(),
                        new Places(zones),
                        placement::nudge,
                        parts.clock());
        ActOnServer act = new ActOnServer(servers, guestService, guests::nudge, parts.clock());
        mounts =
                List.of(
                        new AggregateApi()::mount,
                        new ServerApi(servers, create, act)::mount,
                        new ServerActionApi(act, new ConsoleLog(servers, parts.links()))::mount,
                        new ServerMetadataApi(
                                        new ServerMetadata(
                                                parts.database(),
                                                servers,
                                                catalog.quotas(),
                                                parts.clock()))
                                ::mount,
                        new InstanceActionApi(new InstanceActions(parts.database(), servers))
                                ::mount,
                        new ServerTagApi(new ServerTags(parts.database(), servers, parts.clock()))
                                ::mount,
                        new HypervisorApi(
                                        new HypervisorService(
                                                parts.database(), parts.nodes(), guestService))
                                ::mount,
                        new ServiceApi(
                                        new ComputeServices(
                                                parts.database(),
                                                parts.nodes(),
                                                parts.links(),
                                                parts.clock()))
                                ::mount);
    }

    /** Adds all routes: those that list versions to the root's, the others to the service's. */
    public void mount(Routes root, Routes service) {
        catalog.mount(root, service);
        mounts.forEach(mount -> mount.accept(service));
    }

    public void start() {
        placement.start();
        guests.start();
    }

    @Override
    public void close() {
        placement.close();
        guests.close();
    }
}
