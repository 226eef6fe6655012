package org.bastide.computenode;

import org.bastide.common.link.Inventory;
import org.bastide.common.link.NodeMessage;
import org.bastide.common.node.Machine;
import org.bastide.common.tls.Sealed;
import org.bastide.computenode.console.ConsoleLog;
import org.bastide.computenode.guest.ConfigDriveHook;
import org.bastide.computenode.guest.DomainHook;
import org.bastide.computenode.guest.GuestFolder;
import org.bastide.computenode.guest.GuestHook;
import org.bastide.computenode.guest.GuestKit;
import org.bastide.computenode.guest.Guests;
import org.bastide.computenode.guest.SecretsHook;
import org.bastide.computenode.libvirt.DomainEvent;
import org.bastide.computenode.libvirt.Hypervisor;
import org.bastide.computenode.libvirt.HypervisorException;
import org.bastide.computenode.libvirt.HypervisorListener;
import org.bastide.computenode.libvirt.Lanes;
import org.bastide.computenode.libvirt.NodeFacts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Joins the parts of a compute node. */
public final class ComputeNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ComputeNode.class);

    private final Hypervisor hypervisor;
    private final GuestFolder folder;
    private final Lanes lanes;
    private final ScheduledExecutorService timers =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("timers").factory());
    private final Links links;
    private final Guests guests;
    private final ComputeNodeHandler handler;

    /**
     * Makes a node that does nothing yet.
     *
     * @param key opens the keys of the guests' disks
     * @param links what is said to controllers
     */
    public ComputeNode(
            ComputeNodeConfig config,
            Hypervisor hypervisor,
            PrivateKey key,
            Links links,
            InstantSource clock) {
        this.hypervisor = hypervisor;
        this.links = links;
        this.lanes = new Lanes(clock);
        Path files = config.state().resolve("guests");
        this.folder = new GuestFolder(files);
        // what a guest needs, in the order of its start; undone in reverse
        List<GuestHook> hooks =
                List.of(
                        new ConfigDriveHook(folder),
                        new SecretsHook(hypervisor, secret -> Sealed.open(secret, key)),
                        new DomainHook(hypervisor, folder));
        String boot = Machine.boot();
        this.guests =
                new Guests(
                        new GuestKit(
                                hypervisor,
                                lanes,
                                folder,
                                hooks,
                                boot,
                                config.grace().orElseThrow(),
                                clock,
                                this::after,
                                links.connected(),
                                seen -> links.tell().accept(seen)));
        this.handler =
                new ComputeNodeHandler(
                        guests, folder, lanes, this::inventory, this::degraded, boot);
    }

    /**
     * The way to the controllers.
     *
     * @param connected whether one is there
     * @param tell tells one what happened by itself
     */
    public record Links(BooleanSupplier connected, Consumer<NodeMessage> tell) {}

    /** Connects to the hypervisor, and looks after the guests from then on. */
    public void start() {
        Future<?> unused =
                timers.scheduleWithFixedDelay(this::shortenConsoleLogs, 10, 10, TimeUnit.SECONDS);
        hypervisor.start(
                new HypervisorListener() {
                    @Override
                    public void happened(DomainEvent event) {
                        guests.happened(event);
                    }

                    @Override
                    public void arrived() {
                        guests.arrived();
                        if (handler.arrived()) {
                            Thread.startVirtualThread(() -> links.tell().accept(handler.hello()));
                        }
                    }
                });
    }

    private void shortenConsoleLogs() {
        try {
            for (Path file : folder.consoleLogs()) {
                new ConsoleLog(file).shorten();
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("console logs cannot be kept short", e);
        }
    }

    /** What the links talk to. */
    public ComputeNodeHandler handler() {
        return handler;
    }

    @Override
    public void close() {
        timers.shutdownNow();
        lanes.close();
        hypervisor.close();
    }

    private void after(Duration time, Runnable run) {
        Future<?> unused = timers.schedule(run, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    private List<String> degraded() {
        List<String> reasons = new ArrayList<>(lanes.stuck());
        if (!hypervisor.reachable()) {
            reasons.add("libvirt does not answer");
        }
        return List.copyOf(reasons);
    }

    /** Without libvirt nothing is known, and nothing should be placed here. */
    private Optional<Inventory> inventory() {
        try {
            NodeFacts facts = hypervisor.facts();
            return Optional.of(
                    new Inventory(
                            facts.threads(),
                            facts.memoryMebibytes(),
                            0,
                            facts.acceleration().domainType(),
                            facts.hypervisorVersion(),
                            facts.architecture(),
                            facts.cpuModel(),
                            Machine.addresses().stream().findFirst().orElse("")));
        } catch (HypervisorException e) {
            return Optional.empty();
        }
    }
}
