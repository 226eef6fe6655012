package org.bastide.computenode.libvirt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the connections open: opens them all, listens for events on the first, says that the
 * hypervisor arrived, and begins again when one is lost. Guests run on meanwhile.
 */
final class LibvirtKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtKeeper.class);
    private static final long RETRY_MILLISECONDS = 200;
    private static final long LOOK_MILLISECONDS = 5_000;

    private final Semaphore wakes = new Semaphore(0);
    private volatile boolean whole;
    private volatile boolean closed;

    /** Begins, on a thread of its own. */
    void start(
            LibvirtConnection first, List<LibvirtConnection> others, HypervisorListener listener) {
        LibvirtEvents events = new LibvirtEvents(listener);
        Thread.ofPlatform()
                .daemon()
                .name("libvirt-keeper")
                .start(() -> keep(first, others, events, listener));
    }

    /** Whether all connections were there when last looked at. */
    boolean whole() {
        return whole;
    }

    /** Looks now: a connection may be lost. */
    void wake() {
        wakes.release();
    }

    /** Ends the thread, and with it the connections. */
    @Override
    public void close() {
        closed = true;
        wake();
    }

    private void keep(
            LibvirtConnection first,
            List<LibvirtConnection> others,
            LibvirtEvents events,
            HypervisorListener listener) {
        while (!closed) {
            try {
                if (restore(first, others, events)) {
                    LOG.info("libvirt answers");
                    listener.arrived();
                }
            } catch (HypervisorException e) {
                if (whole) {
                    LOG.warn("{}", e.getMessage());
                }
                whole = false;
            }
            await(whole ? LOOK_MILLISECONDS : RETRY_MILLISECONDS);
        }
        whole = false;
        first.close();
        others.forEach(LibvirtConnection::close);
    }

    /** Opens what is not open, and says whether anything had to be. */
    private boolean restore(
            LibvirtConnection first, List<LibvirtConnection> others, LibvirtEvents events) {
        boolean changed = false;
        for (LibvirtConnection connection : others) {
            changed |= opened(connection);
        }
        if (opened(first)) {
            events.register(first);
            changed = true;
        }
        whole = true;
        return changed;
    }

    private boolean opened(LibvirtConnection connection) {
        if (connection.isOpen()) {
            return false;
        }
        whole = false;
        connection.open();
        return true;
    }

    private void await(long milliseconds) {
        try {
            if (wakes.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
                wakes.drainPermits();
            }
        } catch (InterruptedException e) {
            closed = true;
        }
    }
}
