package org.bastide.computenode.guest;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestObservation;
import org.bastide.computenode.libvirt.DomainEvent;
import org.bastide.computenode.libvirt.DomainStatus;
import org.bastide.computenode.libvirt.HypervisorListener;
import org.bastide.computenode.libvirt.HypervisorLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All guests of the node. Nothing is started unless a controller that is connected says so. */
public final class Guests implements HypervisorListener {
    private static final Logger LOG = LoggerFactory.getLogger(Guests.class);

    /** Beyond so many, those that were removed are forgotten; the epoch still guards them. */
    private static final int MANY = 4096;

    private final GuestKit kit;
    private final Map<String, GuestRunner> runners = new ConcurrentHashMap<>();
    private final AtomicLong epoch = new AtomicLong();

    /** Those that the node remembers; they are looked at once the hypervisor arrives. */
    public Guests(GuestKit kit) {
        this.kit = kit;
        for (GuestRecord record : kit.folder().records()) {
            epoch.accumulateAndGet(record.epoch(), Math::max);
            runners.put(record.guest(), new GuestRunner(kit, record.guest()));
        }
    }

    /**
     * Obeys a directive, in its own time.
     *
     * @throws IllegalArgumentException if its guest is no UUID
     */
    public void take(GuestDirective directive) {
        String guest = GuestFolder.checked(directive.guest());
        long newest = epoch.accumulateAndGet(directive.epoch(), Math::max);
        if (directive.epoch() < newest) {
            LOG.info("{}: a directive of epoch {} is ignored", guest, directive.epoch());
            return;
        }
        if (runners.size() > MANY) {
            runners.values().removeIf(GuestRunner::removed);
        }
        runners.computeIfAbsent(guest, id -> new GuestRunner(kit, id)).take(directive);
    }

    /** What the node has, by itself or by a directive. Asks the hypervisor: call it on a lane. */
    public List<GuestObservation> observations() {
        Map<String, GuestObservation> seen = new HashMap<>();
        try {
            Map<String, DomainStatus> domains = kit.hypervisor().domains();
            for (Map.Entry<String, DomainStatus> domain : domains.entrySet()) {
                seen.put(
                        domain.getKey(),
                        GuestRecord.unknown(domain.getKey())
                                .observe(domain.getValue(), false, kit.boot()));
            }
            for (GuestRecord record : kit.folder().records()) {
                DomainStatus domain = domains.getOrDefault(record.guest(), DomainStatus.ABSENT);
                seen.put(
                        record.guest(),
                        record.observe(domain, kit.folder().hasMemory(record.guest()), kit.boot()));
            }
        } catch (HypervisorLostException e) {
            for (GuestRecord record : kit.folder().records()) {
                seen.put(record.guest(), record.lastSeen("last seen so: libvirt does not answer"));
            }
        }
        return List.copyOf(seen.values());
    }

    @Override
    public void happened(DomainEvent event) {
        Optional.ofNullable(runners.get(event.guest()))
                .ifPresent(runner -> runner.heard(event.kind()));
    }

    @Override
    public void arrived() {
        runners.values().forEach(GuestRunner::wake);
    }
}
