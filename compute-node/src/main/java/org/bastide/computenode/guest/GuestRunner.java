package org.bastide.computenode.guest;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.computenode.libvirt.DomainEvent.Kind;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.DomainStatus;
import org.bastide.computenode.libvirt.HypervisorException;
import org.bastide.computenode.libvirt.HypervisorLostException;
import org.bastide.computenode.libvirt.Lane;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One guest: whoever wakes it makes it look and act until nothing is left to do. Passes never
 * overlap, whatever lane they are on.
 */
final class GuestRunner {
    private static final Logger LOG = LoggerFactory.getLogger(GuestRunner.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final Duration EVENT_IS_LATE = Duration.ofSeconds(1);
    private static final Duration REMOVE_AGAIN = Duration.ofSeconds(30);

    /** More actions than this in one pass mean that one of them has no effect. */
    private static final int MOST_ACTIONS = 20;

    private final GuestKit kit;
    private final String guest;
    private final GuestWork work;

    /** How often it was woken and has not looked since; above 0 while a pass runs or is due. */
    private final AtomicInteger wakes = new AtomicInteger();

    private final AtomicReference<Optional<GuestDirective>> order =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Kind>> ending = new AtomicReference<>(Optional.empty());
    private final AtomicInteger reboots = new AtomicInteger();
    private final AtomicBoolean timerSet = new AtomicBoolean();

    /** What the node remembered when the agent started: what is older comes too late. */
    private final long oldest;

    private volatile boolean answerDue;
    private volatile Action doing = Action.REST;
    private boolean waitedForEvent;
    private Optional<GuestObservation> reported = Optional.empty();

    GuestRunner(GuestKit kit, String guest) {
        this.kit = kit;
        this.guest = guest;
        this.work = new GuestWork(kit, guest);
        this.oldest = work.record().intent();
    }

    /** A directive came; an older one than the newest is ignored, a repeated one answered. */
    void take(GuestDirective directive) {
        if (directive.intent() < oldest) {
            return;
        }
        Optional<GuestDirective> newest =
                order.accumulateAndGet(
                        Optional.of(directive),
                        (known, fresh) ->
                                known.filter(old -> isOlder(directive, old)).isPresent()
                                        ? known
                                        : fresh);
        if (newest.equals(Optional.of(directive))) {
            answerDue = true;
            wake();
            rescue(directive);
        }
    }

    /** Something happened to its domain. */
    void heard(Kind kind) {
        switch (kind) {
            case POWERED_OFF, CRASHED, DESTROYED, LEFT -> ending.set(Optional.of(kind));
            case REBOOTED -> reboots.incrementAndGet();
            case CHANGED -> {
                // a look tells more
            }
        }
        wake();
    }

    /** Looks and acts, now or as soon as the current pass is over. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            schedule(Lane.LIFECYCLE);
        }
    }

    /** Whether nothing is left of it but the memory that it was removed. */
    boolean removed() {
        return wakes.get() == 0
                && doing == Action.REMOVE
                && order.get().filter(taken -> taken.wanted() == GuestMode.ABSENT).isPresent();
    }

    private void schedule(Lane lane) {
        kit.lanes().run(lane, "guest " + guest, () -> run(lane));
    }

    private void run(Lane lane) {
        int seen = wakes.get();
        Optional<Lane> elsewhere = Optional.empty();
        try {
            elsewhere = pass(lane);
        } finally {
            if (elsewhere.isPresent()) {
                schedule(elsewhere.get());
            } else if (!wakes.compareAndSet(seen, 0)) {
                schedule(Lane.LIFECYCLE);
            }
        }
    }

    /** Acts until nothing is left to do; the lane to go on with, if that is another one. */
    private Optional<Lane> pass(Lane lane) {
        try {
            order.get().ifPresent(work::begin);
            for (int actions = 0; actions < MOST_ACTIONS; actions++) {
                noteReboot();
                DomainStatus domain = kit.hypervisor().domain(guest);
                Action action = next(domain.state());
                if (action.lane() != lane && !action.last()) {
                    return Optional.of(action.lane());
                }
                if (!act(action, domain)) {
                    return Optional.empty();
                }
            }
            failed(Action.WAIT, "the hypervisor says yes and does nothing");
        } catch (HypervisorLostException e) {
            LOG.info("{} waits for the hypervisor", guest);
            doing = Action.WAIT;
        } catch (HypervisorException | UncheckedIOException e) {
            LOG.warn("{} cannot be looked at", guest, e);
            wakeAfter(LOOK_AGAIN);
        }
        return Optional.empty();
    }

    private Action next(DomainState domain) {
        Optional<GuestDirective> taken = order.get();
        if (taken.isEmpty()) {
            GuestRecord record = work.record();
            return GuestPlan.watch(
                    work.situation(
                            record.wanted(), record.softReboots(), record.hardReboots(), domain));
        }
        GuestDirective directive = taken.get();
        work.begin(directive);
        Action action =
                GuestPlan.next(
                        work.situation(
                                directive.wanted(),
                                directive.softReboots(),
                                directive.hardReboots(),
                                domain));
        // with no controller there, the guest may be another node's by now
        return action.starts() && !kit.linked().getAsBoolean() ? Action.WAIT : action;
    }

    /** Does an action; whether to look again at once. */
    private boolean act(Action action, DomainStatus domain) {
        doing = action;
        try {
            if (action == Action.END && isTooEarlyToSayWhy()) {
                wakeAfter(EVENT_IS_LATE);
                return false;
            }
            if (action == Action.END) {
                work.end(ending.getAndSet(Optional.empty()));
            } else if (!action.last() || order.get().isPresent()) {
                if (action.starts()) {
                    ending.set(Optional.empty());
                }
                work.perform(action, order.get().orElseThrow(), domain);
            }
        } catch (HypervisorLostException e) {
            throw e;
        } catch (UncheckedIOException e) {
            failed(action, "the node's own files: " + e.getCause().getMessage());
            return false;
        } catch (HypervisorException | IllegalArgumentException e) {
            failed(action, e.getMessage());
            return false;
        }
        if (action == Action.WAIT) {
            wakeAfter(min(LOOK_AGAIN, work.untilAskedAgain()));
        } else if (action.last()) {
            report(domain);
        }
        return !action.last();
    }

    /** The event that says how a guest ended may come after the look that finds it gone. */
    private boolean isTooEarlyToSayWhy() {
        boolean waited = waitedForEvent;
        waitedForEvent = !waited && ending.get().isEmpty();
        return waitedForEvent && work.record().wanted() != GuestMode.SUSPENDED;
    }

    private void failed(Action action, String reason) {
        work.fail(action, reason);
        report(kit.hypervisor().domain(guest));
        if (work.record().wanted() == GuestMode.ABSENT) {
            wakeAfter(REMOVE_AGAIN);
        }
    }

    private void noteReboot() {
        if (reboots.getAndSet(0) > 0) {
            order.get().ifPresent(work::rebooted);
        }
    }

    /** Says what is seen, if it is news or was asked for. */
    private void report(DomainStatus domain) {
        Optional<GuestObservation> seen = Optional.of(work.observe(domain));
        boolean asked = answerDue;
        answerDue = false;
        if (asked || !seen.equals(reported)) {
            reported = seen;
            seen.ifPresent(kit.report());
        }
    }

    /** A start that hangs, as on a dead disk, is ended if nobody wants it any more. */
    private void rescue(GuestDirective directive) {
        if (directive.wanted() == GuestMode.ABSENT && doing.starts() && wakes.get() > 1) {
            kit.lanes().run(Lane.QUERY, "ending " + guest, () -> kit.hypervisor().destroy(guest));
        }
    }

    /** Many may ask for this; one timer is enough, since each look sets the next. */
    private void wakeAfter(Duration time) {
        if (timerSet.compareAndSet(false, true)) {
            kit.timers()
                    .after(
                            time,
                            () -> {
                                timerSet.set(false);
                                wake();
                            });
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isOlder(GuestDirective one, GuestDirective other) {
        return one.epoch() < other.epoch() || one.intent() < other.intent();
    }
}
