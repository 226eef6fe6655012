package org.bastide.controller.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on only when told to. */
public final class FakeClock implements InstantSource {
    private volatile Instant now = Instant.parse("2026-01-02T03:04:05.678901234Z");

    @Override
    public Instant instant() {
        return now;
    }

    public synchronized void advance(Duration duration) {
        now = now.plus(duration);
    }
}
