package org.bastide.controller;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what happens on other threads. */
public final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long GLANCE = Duration.ofMillis(2).toNanos();

    private Eventually() {}

    /** Returns once the condition holds; fails if it does not for long. */
    public static void holds(String what, BooleanSupplier condition) {
        long begun = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(GLANCE);
        }
    }
}
