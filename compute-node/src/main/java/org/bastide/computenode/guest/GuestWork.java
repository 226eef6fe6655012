package org.bastide.computenode.guest;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestDisk;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestSpecification;
import org.bastide.common.link.GuestState;
import org.bastide.computenode.libvirt.DomainEvent.Kind;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.DomainStatus;
import org.bastide.computenode.libvirt.Hypervisor;
import org.bastide.computenode.libvirt.Hypervisor.Begin;
import org.bastide.computenode.libvirt.HypervisorException;
import org.bastide.computenode.libvirt.HypervisorLostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Does a guest's actions, one at a time, and remembers what must outlive the agent. */
final class GuestWork {
    private static final Logger LOG = LoggerFactory.getLogger(GuestWork.class);

    private final GuestKit kit;
    private final Hypervisor hypervisor;
    private final String guest;
    private GuestRecord record;
    private Optional<Asking> asking = Optional.empty();

    GuestWork(GuestKit kit, String guest) {
        this.kit = kit;
        this.hypervisor = kit.hypervisor();
        this.guest = guest;
        this.record = kit.folder().record(guest).orElseGet(() -> GuestRecord.unknown(guest));
    }

    GuestRecord record() {
        return record;
    }

    /** Takes in a directive that may be newer than what was begun. */
    void begin(GuestDirective directive) {
        if (directive.intent() > record.intent()) {
            asking = Optional.empty();
            remember(record.begin(directive));
        }
    }

    /** All that the next action depends on. */
    Situation situation(GuestMode wanted, long softReboots, long hardReboots, DomainState domain) {
        boolean softDue = softReboots > record.softReboots();
        boolean hardDue = hardReboots > record.hardReboots();
        return new Situation(
                wanted,
                record.standing(softDue || hardDue, kit.boot()),
                hardDue,
                softDue,
                domain,
                kit.folder().hasMemory(guest),
                asking.map(asked -> asked.patience(kit.clock().instant(), kit.grace()))
                        .orElse(Patience.FRESH));
    }

    /** Does one action for a directive. */
    void perform(Action action, GuestDirective directive, DomainStatus domain) {
        boolean changes = action != Action.WAIT && action != Action.REST && action != Action.SETTLE;
        LOG.atLevel(changes ? Level.INFO : Level.DEBUG)
                .log("{}: {} at intent {}", guest, action, directive.intent());
        switch (action) {
            case START -> start(directive, Begin.RUNNING, false);
            case START_PAUSED -> start(directive, Begin.PAUSED, false);
            case RESTORE -> start(directive, Begin.RUNNING, true);
            case RESTORE_PAUSED -> start(directive, Begin.PAUSED, true);
            case RESUME -> hypervisor.resume(guest);
            case PAUSE -> hypervisor.pause(guest);
            case SHUTDOWN -> ask(Action.SHUTDOWN, () -> hypervisor.shutdown(guest));
            case REBOOT -> ask(Action.REBOOT, () -> hypervisor.reboot(guest));
            case RESET -> {
                hypervisor.reset(guest);
                rebooted(directive);
            }
            case SAVE -> save();
            case DESTROY -> undoHooks();
            case DISCARD -> kit.folder().discardMemory(guest);
            case REMOVE -> remove(directive);
            case SETTLE -> settle(directive, domain);
            case END, REST, WAIT -> {
                // these are the runner's
            }
        }
    }

    /** A soft reboot was seen to happen. */
    void rebooted(GuestDirective directive) {
        if (asking.filter(asked -> asked.action() == Action.REBOOT).isPresent()) {
            asking = Optional.empty();
            remember(record.rebooted(directive));
        }
    }

    /** The guest ended by itself. */
    void end(Optional<Kind> how) {
        asking = Optional.empty();
        undoHooks();
        remember(record.end(reason(how)));
    }

    /** An action was refused. What a start had made is taken back. */
    void fail(Action action, String reason) {
        LOG.warn("{}: {} failed: {}", guest, action, reason);
        if (action.starts()) {
            kit.hooks().reversed().forEach(this::tryToUndo);
        }
        record = record.fail(reason);
        try {
            kit.folder().write(record);
        } catch (UncheckedIOException e) {
            LOG.warn("{}: its failure cannot be written down", guest, e);
        }
    }

    private void tryToUndo(GuestHook hook) {
        try {
            hook.after(record);
        } catch (HypervisorLostException e) {
            throw e;
        } catch (HypervisorException | UncheckedIOException e) {
            LOG.warn("{}: {} left something behind", guest, hook.getClass().getSimpleName(), e);
        }
    }

    /** How long the guest may be left alone while it is asked to power off. */
    Duration untilAskedAgain() {
        return asking.map(asked -> remaining(asked, kit.clock().instant())).orElse(Asking.AGAIN);
    }

    /** What the node sees. */
    GuestObservation observe(DomainStatus domain) {
        if (record.wanted() == GuestMode.ABSENT && domain.state() == DomainState.ABSENT) {
            return absent(record.intent());
        }
        return record.observe(domain, kit.folder().hasMemory(guest), kit.boot());
    }

    private void start(GuestDirective directive, Begin begin, boolean fromMemory) {
        GuestSpecification specification =
                directive
                        .specification()
                        .orElseThrow(
                                () ->
                                        new HypervisorException(
                                                "the directive has no specification"));
        asking = Optional.empty();
        List<String> disks = specification.disks().stream().map(GuestDisk::id).toList();
        remember(record.starting(directive, disks));
        GuestStart start = new GuestStart(guest, specification, begin, fromMemory);
        kit.hooks().forEach(hook -> hook.before(start));
    }

    private void save() {
        kit.folder().prepare(guest);
        try {
            hypervisor.save(guest, kit.folder().memory(guest));
        } catch (HypervisorLostException e) {
            throw e;
        } catch (HypervisorException e) {
            kit.folder().discardMemory(guest);
            throw e;
        }
    }

    private void settle(GuestDirective directive, DomainStatus domain) {
        asking = Optional.empty();
        if (domain.state() == DomainState.ABSENT) {
            undoHooks();
        } else {
            // it runs on: what was saved of it before is of the past
            kit.folder().discardMemory(guest);
        }
        GuestRecord settled = record.settle(directive, kit.boot());
        if (!settled.equals(record)) {
            remember(settled);
        }
    }

    private void remove(GuestDirective directive) {
        asking = Optional.empty();
        undoHooks();
        kit.folder().remove(guest);
        record = GuestRecord.unknown(guest).begin(directive);
    }

    private void undoHooks() {
        kit.hooks().reversed().forEach(hook -> hook.after(record));
    }

    private void ask(Action action, Runnable press) {
        Instant now = kit.clock().instant();
        press.run();
        asking =
                Optional.of(
                        asking.map(asked -> asked.again(now)).orElse(new Asking(action, now, now)));
    }

    private Duration remaining(Asking asked, Instant now) {
        Instant over = asked.since().plus(kit.grace());
        Instant again = asked.last().plus(Asking.AGAIN);
        Duration left =
                Duration.between(
                        now,
                        over.isBefore(again) || asked.action() == Action.REBOOT ? over : again);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void remember(GuestRecord changed) {
        kit.folder().write(changed);
        record = changed;
    }

    private GuestObservation absent(long intent) {
        return new GuestObservation(
                guest,
                intent,
                GuestState.ABSENT,
                Optional.empty(),
                record.softReboots(),
                record.hardReboots());
    }

    private String reason(Optional<Kind> how) {
        if (record.wanted() == GuestMode.SUSPENDED) {
            return "it did not run, so that there was nothing to suspend";
        }
        return how.map(
                        kind ->
                                switch (kind) {
                                    case POWERED_OFF -> "powered off by itself";
                                    case CRASHED -> "its process crashed or was killed";
                                    case DESTROYED -> "destroyed on the node, not by us";
                                    case CHANGED, REBOOTED, LEFT -> "left the node, not by us";
                                })
                .orElse("powered off by itself, or ended while the node's agent was away");
    }
}
