package org.bastide.computenode.libvirt;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * libvirt's event loop, on one thread of the process: it brings events, keepalives and the news
 * that a connection is gone. It must run before the first connection is opened, and never ends.
 */
final class LibvirtEventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtEventLoop.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private static boolean running;

    private LibvirtEventLoop() {}

    /** Starts it, once. */
    static synchronized void ensure() {
        if (running) {
            return;
        }
        LibvirtCalls calls = LibvirtCalls.load();
        if (calls.virEventRegisterDefaultImpl() != 0) {
            throw new HypervisorException("libvirt's event loop does not start");
        }
        Thread.ofPlatform().daemon().name("libvirt-events").start(() -> run(calls));
        running = true;
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void run(LibvirtCalls calls) {
        while (true) {
            if (calls.virEventRunDefaultImpl() != 0) {
                LOG.warn("libvirt's event loop stumbled");
                LockSupport.parkNanos(PAUSE);
            }
        }
    }
}
