package org.bastide.common.http;

import java.util.ArrayDeque;
import java.util.Queue;

/** Lets so many requests in at a time, keeps so many waiting, and refuses the rest at once. */
final class Admission {
    private final int atOnce;
    private final int waiting;
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private int running;

    Admission(int atOnce, int waiting) {
        this.atOnce = atOnce;
        this.waiting = waiting;
    }

    /** Runs the work now or when its turn comes. False: there is no room for it. */
    boolean enter(Runnable work) {
        synchronized (this) {
            if (running >= atOnce) {
                return queue.size() < waiting && queue.offer(work);
            }
            running++;
        }
        work.run();
        return true;
    }

    /** One has ended: the next in line has its place. */
    void leave() {
        Runnable next;
        synchronized (this) {
            next = queue.poll();
            if (next == null) {
                running--;
                return;
            }
        }
        next.run();
    }
}
