package org.bastide.common.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Nothing here waits for a period: they are an hour. */
@Timeout(20)
class ReconcilerTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Semaphore begun = new Semaphore(0);
    private final Semaphore mayEnd = new Semaphore(0);
    private final AtomicInteger passes = new AtomicInteger();
    private Reconciler reconciler = new Reconciler("test", HOUR, HOUR, this::pass);

    private Pass pass(boolean full) {
        passes.incrementAndGet();
        begun.release();
        mayEnd.acquireUninterruptibly();
        return Pass.IDLE;
    }

    @AfterEach
    void close() {
        mayEnd.release(1000);
        reconciler.close();
    }

    @Test
    void nudgesDuringAPassComeToOneMore() {
        reconciler.start();
        begun.acquireUninterruptibly();

        for (int i = 0; i < 50; i++) {
            reconciler.nudge();
        }
        mayEnd.release();
        begun.acquireUninterruptibly();
        mayEnd.release(1000);
        reconciler.close();

        assertThat(passes).hasValue(2);
    }

    @Test
    void aNudgeStartsAPassLongBeforeThePeriodIsOver() {
        mayEnd.release(1000);
        reconciler.start();
        begun.acquireUninterruptibly();

        reconciler.nudge();

        begun.acquireUninterruptibly();
        assertThat(passes.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void afterAPassThatFailedTheNextOneComesWithoutANudge() {
        AtomicInteger failing = new AtomicInteger(2);
        reconciler =
                new Reconciler(
                        "failing",
                        HOUR,
                        HOUR,
                        full -> {
                            begun.release();
                            if (failing.getAndDecrement() == 2) {
                                throw new IllegalStateException("the first time");
                            }
                            if (failing.get() == 0) {
                                throw new StackOverflowError("the second time");
                            }
                            passes.incrementAndGet();
                            return Pass.IDLE;
                        });
        reconciler.start();

        begun.acquireUninterruptibly(3);
        reconciler.close();

        assertThat(passes).hasValue(1);
    }

    @Test
    void closingWaitsForThePassThatRuns() {
        reconciler.start();
        begun.acquireUninterruptibly();
        Thread closing = Thread.ofPlatform().start(reconciler::close);

        assertThat(closing.isAlive()).isTrue();
        mayEnd.release();
        join(closing);

        assertThat(passes).hasValue(1);
    }

    @Test
    void oneThatNeverRanCanBeClosed() {
        reconciler.close();

        assertThat(passes).hasValue(0);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
