package org.bastide.controller.db;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One flush to disk for all who wait for one: each call returns after a flush that began after the
 * call.
 */
final class SharedSync {
    private final Runnable flush;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    private long begun;
    private long done;
    private boolean running;

    SharedSync(Runnable flush) {
        this.flush = flush;
    }

    void await() {
        lock.lock();
        try {
            long wanted = begun + 1;
            while (done < wanted) {
                if (running) {
                    ended.awaitUninterruptibly();
                } else {
                    lead();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for a flush that has not begun. */
    int waiting() {
        lock.lock();
        try {
            return lock.getWaitQueueLength(ended);
        } finally {
            lock.unlock();
        }
    }

    /**
     * A failed flush throws to its leader alone; the others lead one of their own and see for
     * themselves.
     */
    private void lead() {
        running = true;
        long mine = ++begun;
        boolean flushed = false;
        lock.unlock();
        try {
            flush.run();
            flushed = true;
        } finally {
            lock.lock();
            running = false;
            if (flushed) {
                done = mine;
            }
            ended.signalAll();
        }
    }
}
