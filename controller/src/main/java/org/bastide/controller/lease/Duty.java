package org.bastide.controller.lease;

import org.bastide.common.http.Problem;
import org.bastide.common.reconcile.Pass;
import org.bastide.common.reconcile.Reconciler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Optional;

/** A reconciler that runs on the one controller that holds its duty. */
public final class Duty implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Duty.class);

    private final String name;
    private final Leases leases;
    private final Work work;
    private final Reconciler reconciler;
    private long lastEpoch;

    /** One pass under a lease. */
    @FunctionalInterface
    public interface Work {
        /**
         * Runs a pass.
         *
         * @param full whether to compare everything; always true for a lease's first pass
         */
        Pass run(Lease lease, boolean full);
    }

    /**
     * A duty that is not performed yet.
     *
     * @param period the longest time between passes; must be shorter than half a lease's life
     */
    public Duty(String name, Leases leases, Duration period, Duration fullPeriod, Work work) {
        this.name = name;
        this.leases = leases;
        this.work = work;
        this.reconciler = new Reconciler(name, period, fullPeriod, this::pass);
    }

    public void start() {
        leases.prepare(name);
        reconciler.start();
    }

    /** There may be work. */
    public void nudge() {
        reconciler.nudge();
    }

    Pass pass(boolean full) {
        try {
            Optional<Lease> lease = leases.obtain(name);
            if (lease.isEmpty()) {
                return Pass.IDLE;
            }
            boolean first = lease.get().epoch() != lastEpoch;
            Pass pass = work.run(lease.get(), full || first);
            lastEpoch = lease.get().epoch();
            return pass;
        } catch (Lease.Lost e) {
            LOG.warn("{}", e.getMessage());
            leases.forget(name);
            return Pass.IDLE;
        } catch (Problem e) {
            LOG.warn("{} waits: {}", name, e.getMessage());
            return new Pass(0, 1);
        }
    }

    @Override
    public void close() {
        reconciler.close();
        try {
            leases.release(name);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be given back: {}", name, e.getMessage());
        }
    }
}
