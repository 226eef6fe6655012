package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.flavor.Flavor;
import org.bastide.controller.compute.flavor.FlavorService;
import org.bastide.controller.compute.keypair.Keypair;
import org.bastide.controller.compute.keypair.KeypairService;
import org.bastide.controller.compute.quota.Demand;
import org.bastide.controller.compute.quota.QuotaService;
import org.bastide.controller.compute.server.Server.ServerFlavor;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.image.BootImage;
import org.bastide.controller.image.ImageService;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Records servers that a caller wants and returns; placement and the nodes make them real. */
public final class CreateServers {
    private static final String RESERVATION_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final long GIBIBYTE = 1L << 30;

    private final Database database;
    private final FlavorService flavors;
    private final ImageService images;
    private final KeypairService keypairs;
    private final QuotaService quotas;
    private final Places places;
    private final Runnable nudgePlacement;
    private final InstantSource clock;
    private final ComputeEvents events;
    private final ServerRepository repository = new ServerRepository();
    private final SecureRandom random = new SecureRandom();

    public CreateServers(
            Database database,
            FlavorService flavors,
            ImageService images,
            KeypairService keypairs,
            QuotaService quotas,
            Places places,
            Runnable nudgePlacement,
            InstantSource clock) {
        this.database = database;
        this.flavors = flavors;
        this.images = images;
        this.keypairs = keypairs;
        this.quotas = quotas;
        this.places = places;
        this.nudgePlacement = nudgePlacement;
        this.clock = clock;
        this.events = new ComputeEvents(clock);
    }

    /** The servers, of which there is at least one, as they were recorded. */
    public List<Server> create(Caller caller, NewServer wanted) {
        caller.require(ComputePermission.SERVERS_CREATE);
        caller.requireProject();
        if (wanted.place().host().isPresent()) {
            caller.require(
                    wanted.place().forced()
                            ? ComputePermission.SERVERS_CREATE_ON_HOST
                            : ComputePermission.SERVERS_CREATE_ON_DESTINATION);
        }
        places.require(wanted.place());
        List<Server> servers = database.transact(tx -> insert(tx, caller, wanted));
        nudgePlacement.run();
        return servers;
    }

    private List<Server> insert(Tx tx, Caller caller, NewServer wanted) {
        Flavor flavor = flavors.forServer(tx, caller, wanted.flavorRef());
        BootImage image = images.forBoot(tx, caller, wanted.imageRef());
        fits(flavor, image);
        Optional<Keypair> key =
                wanted.keyName().map(name -> keypairs.forServer(tx, caller.user(), name));
        ServerMetadata.requireRoom(quotas, tx, caller.requireProject(), wanted.metadata());
        int count = count(tx, caller, wanted, flavor);
        String reservation = reservation();
        List<Server> servers = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = count == 1 ? wanted.name() : wanted.name() + "-" + (index + 1);
            Server server = server(caller, wanted, flavor, image, key, name, reservation, index);
            repository.insert(tx, server);
            events.append(tx, caller, "server", server.id(), "create", Map.of("name", name));
            servers.add(server);
        }
        return servers;
    }

    /** As many as the quota allows, where not all of them must be. */
    private int count(Tx tx, Caller caller, NewServer wanted, Flavor flavor) {
        String project = caller.requireProject();
        for (int count = wanted.count().most(); ; count--) {
            try {
                quotas.check(
                        tx,
                        project,
                        new Demand(
                                count, (long) count * flavor.vcpus(), (long) count * flavor.ram()));
                return count;
            } catch (Problem exceeded) {
                if (count == wanted.count().least()) {
                    throw exceeded;
                }
            }
        }
    }

    private static void fits(Flavor flavor, BootImage image) {
        if (image.minRam() > flavor.ram()) {
            throw Problem.badRequest("Flavor's memory is too small for requested image.");
        }
        long disk = flavor.disk() * GIBIBYTE;
        if (disk > 0 && image.minDisk() > flavor.disk()) {
            throw Problem.badRequest(
                    "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is %d bytes, minimum size is %d bytes."
                            .formatted(disk, image.minDisk() * GIBIBYTE));
        }
        if (disk > 0 && image.virtualSize() > disk) {
            throw Problem.badRequest(
                    "Flavor's disk is too small for requested image. Flavor disk is %d bytes, image is %d bytes."
                            .formatted(disk, image.virtualSize()));
        }
        if (flavor.ephemeral() > 0 || flavor.swap() > 0) {
            throw Problem.badRequest(
                    "Flavor %s has ephemeral or swap disks, which this cloud does not make."
                            .formatted(flavor.name()));
        }
    }

    private Server server(
            Caller caller,
            NewServer wanted,
            Flavor flavor,
            BootImage image,
            Optional<Keypair> key,
            String name,
            String reservation,
            int index) {
        Instant now = clock.instant();
        return new Server(
                UUID.randomUUID().toString(),
                caller.requireProject(),
                caller.user(),
                name,
                hostname(name),
                wanted.description(),
                image.id(),
                image.properties(),
                new ServerFlavor(
                        flavor.id(),
                        flavor.name(),
                        flavor.vcpus(),
                        flavor.ram(),
                        flavor.disk(),
                        flavor.ephemeral(),
                        flavor.swap(),
                        flavor.extraSpecs()),
                key.map(Keypair::name),
                key.map(one -> one.publicKey().text()),
                wanted.userData(),
                wanted.configDrive(),
                wanted.metadata(),
                wanted.tags(),
                wanted.place().zone(),
                wanted.place().host(),
                reservation,
                index,
                wanted.accessIpv4(),
                wanted.accessIpv6(),
                wanted.autoDiskConfig(),
                Optional.empty(),
                now,
                now,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                false,
                1);
    }

    /** A name as a host name: what has no place in one becomes a hyphen or goes. */
    static String hostname(String name) {
        String hostname =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("[ _]", "-")
                        .replaceAll("[^a-z0-9.-]", "")
                        .replaceAll("^[-.]+|[-.]+$", "");
        String cut = hostname.length() > 63 ? hostname.substring(0, 63) : hostname;
        return cut.isEmpty() ? "server" : cut;
    }

    private String reservation() {
        StringBuilder text = new StringBuilder("r-");
        for (int i = 0; i < 8; i++) {
            text.append(
                    RESERVATION_CHARACTERS.charAt(random.nextInt(RESERVATION_CHARACTERS.length())));
        }
        return text.toString();
    }
}
