package org.bastide.computenode.simulated;

import org.bastide.computenode.libvirt.Acceleration;
import org.bastide.computenode.libvirt.DomainDescription;
import org.bastide.computenode.libvirt.DomainEvent;
import org.bastide.computenode.libvirt.DomainEvent.Kind;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.DomainStatus;
import org.bastide.computenode.libvirt.Hypervisor;
import org.bastide.computenode.libvirt.HypervisorException;
import org.bastide.computenode.libvirt.HypervisorListener;
import org.bastide.computenode.libvirt.HypervisorLostException;
import org.bastide.computenode.libvirt.NodeFacts;
import org.bastide.computenode.libvirt.Secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Domains in memory. Its faults are fields of the test: each is one line to set. */
public final class SimulatedHypervisor implements Hypervisor {
    /** The agent is killed: no catch of the product's sees it. */
    public static final class AgentKilled extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Map<String, DomainStatus> domains = new HashMap<>();
    private final Map<String, Secret> secrets = new HashMap<>();
    private final List<String> starts = new ArrayList<>();
    private final Set<String> deaf = new HashSet<>();
    private Optional<String> refusal = Optional.empty();
    private Optional<HypervisorListener> listener = Optional.empty();
    private boolean lost;
    private int stepsToLive = Integer.MAX_VALUE;

    @Override
    public void start(HypervisorListener told) {
        listener = Optional.of(told);
        told.arrived();
    }

    /** The next agent is told; nothing else changes. */
    public void reviveAgent() {
        stepsToLive = Integer.MAX_VALUE;
    }

    /** Kills the agent before or after the nth call's effect from now. */
    public void killAgentAfter(int steps) {
        stepsToLive = steps;
    }

    /** libvirtd is gone, or back. Domains run on, secrets are forgotten. */
    public void lose(boolean gone) {
        lost = gone;
        if (gone) {
            secrets.clear();
        } else {
            listener.ifPresent(HypervisorListener::arrived);
        }
    }

    /** The machine loses power. */
    public void cutPower() {
        domains.clear();
        secrets.clear();
    }

    /** Starts are refused with this message, or no longer. */
    public void refuse(Optional<String> message) {
        refusal = message;
    }

    /** The guest ignores its power button. */
    public void deafen(String guest) {
        deaf.add(guest);
    }

    /** The guest does something by itself. */
    public void happens(String guest, Kind kind) {
        switch (kind) {
            case POWERED_OFF, CRASHED, DESTROYED, LEFT -> domains.remove(guest);
            case REBOOTED, CHANGED -> {
                // it runs on
            }
        }
        tell(guest, kind);
    }

    /** Puts a domain into a state, as libvirt would find it. */
    public void put(String guest, DomainStatus status) {
        domains.put(guest, status);
    }

    /** Every start so far, {@code GUEST} or {@code GUEST from memory}. */
    public List<String> starts() {
        return List.copyOf(starts);
    }

    /** The ids of the secrets that are held. */
    public Set<String> secrets() {
        return Set.copyOf(secrets.keySet());
    }

    /** What a domain is, without the agent's knowing. */
    public DomainState state(String guest) {
        return domains.getOrDefault(guest, DomainStatus.ABSENT).state();
    }

    @Override
    public boolean reachable() {
        return !lost;
    }

    @Override
    public NodeFacts facts() {
        return new NodeFacts(4, 8192, Acceleration.EMULATED, 10_000_000, "x86_64", "simulated");
    }

    @Override
    public Map<String, DomainStatus> domains() {
        step();
        return Map.copyOf(domains);
    }

    @Override
    public DomainStatus domain(String guest) {
        step();
        return domains.getOrDefault(guest, DomainStatus.ABSENT);
    }

    @Override
    public void create(DomainDescription domain, Begin begin) {
        step();
        refusal.ifPresent(
                message -> {
                    throw new HypervisorException(message);
                });
        if (domains.containsKey(domain.guest())) {
            throw new AssertionError("a second domain of " + domain.guest());
        }
        domains.put(domain.guest(), DomainStatus.of(state(begin)));
        starts.add(domain.guest());
        tell(domain.guest(), Kind.CHANGED);
        step();
    }

    @Override
    public void destroy(String guest) {
        step();
        if (domains.remove(guest) != null) {
            tell(guest, Kind.DESTROYED);
        }
        step();
    }

    @Override
    public void shutdown(String guest) {
        step();
        require(guest);
        if (!deaf.contains(guest)) {
            domains.remove(guest);
            tell(guest, Kind.POWERED_OFF);
        }
        step();
    }

    @Override
    public void reboot(String guest) {
        step();
        require(guest);
        if (!deaf.contains(guest)) {
            starts.add(guest + " rebooted");
            tell(guest, Kind.REBOOTED);
        }
        step();
    }

    @Override
    public void reset(String guest) {
        step();
        require(guest);
        starts.add(guest + " reset");
        tell(guest, Kind.REBOOTED);
        step();
    }

    @Override
    public void pause(String guest) {
        change(guest, DomainState.PAUSED);
    }

    @Override
    public void resume(String guest) {
        change(guest, DomainState.RUNNING);
    }

    @Override
    public void save(String guest, Path file) {
        step();
        require(guest);
        try {
            Files.writeString(file, "LibvirtQemudSave and the rest");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        domains.remove(guest);
        tell(guest, Kind.LEFT);
        step();
    }

    @Override
    public void restore(Path file, Begin begin) {
        step();
        refusal.ifPresent(
                message -> {
                    throw new HypervisorException(message);
                });
        String guest = file.getParent().getFileName().toString();
        if (domains.put(guest, DomainStatus.of(state(begin))) != null) {
            throw new AssertionError("a second domain of " + guest);
        }
        starts.add(guest + " from memory");
        tell(guest, Kind.CHANGED);
        step();
    }

    @Override
    public void defineSecret(Secret secret) {
        step();
        secrets.put(secret.id(), secret);
        step();
    }

    @Override
    public void undefineSecret(String id) {
        step();
        secrets.remove(id);
        step();
    }

    @Override
    public void close() {
        listener = Optional.empty();
    }

    private void change(String guest, DomainState state) {
        step();
        require(guest);
        domains.put(guest, DomainStatus.of(state));
        tell(guest, Kind.CHANGED);
        step();
    }

    private void require(String guest) {
        if (!domains.containsKey(guest)) {
            throw new HypervisorException("it does not run");
        }
    }

    private void step() {
        if (stepsToLive-- <= 0) {
            stepsToLive = 0;
            throw new AgentKilled();
        }
        if (lost) {
            throw new HypervisorLostException("libvirt does not answer");
        }
    }

    private void tell(String guest, Kind kind) {
        listener.ifPresent(told -> told.happened(new DomainEvent(guest, kind)));
    }

    private static DomainState state(Begin begin) {
        return begin == Begin.RUNNING ? DomainState.RUNNING : DomainState.PAUSED;
    }
}
