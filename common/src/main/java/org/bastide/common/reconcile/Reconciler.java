package org.bastide.common.reconcile;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Runs one kind of pass on a thread of its own: when nudged, and each period without a nudge. */
public final class Reconciler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** One pass. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs a pass.
         *
         * @param full whether to compare everything with the real system, not just what is
         *     unsettled
         */
        Pass run(boolean full);
    }

    private final String name;
    private final Duration period;
    private final Pace pace;
    private final Work work;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean nudged = true;
    private boolean stopped;
    private final Thread thread;

    /**
     * A reconciler that does not run yet.
     *
     * @param period the longest time between passes
     * @param fullPeriod the longest time between full passes
     */
    public Reconciler(String name, Duration period, Duration fullPeriod, Work work) {
        this.name = name;
        this.period = period;
        this.pace = new Pace(fullPeriod);
        this.work = work;
        this.thread = Thread.ofPlatform().name("reconcile-" + name).daemon().unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /** There may be work. */
    public void nudge() {
        lock.lock();
        try {
            nudged = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        while (await(pace.pause())) {
            long begun = System.nanoTime();
            boolean full = pace.full(begun);
            try {
                pace.ended(work.run(full), full, begun);
            } catch (RuntimeException | Error e) {
                LOG.error("a pass of {} failed", name, e);
                pace.failed();
            }
            if (pace.pause().isPositive()) {
                nudge();
            }
        }
    }

    /** Waits out the pause, then for a nudge or the period's end. False once stopped. */
    private boolean await(Duration pause) {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (!stopped && left > 0) {
                left = changed.awaitNanos(left);
            }
            left = period.toNanos();
            while (!stopped && !nudged && left > 0) {
                left = changed.awaitNanos(left);
            }
            nudged = false;
            return !stopped;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (thread.isAlive()) {
                thread.join(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
