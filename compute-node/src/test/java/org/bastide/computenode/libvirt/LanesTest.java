package org.bastide.computenode.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One lane's trouble is its own. */
class LanesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void whatHangsIsNamedAndTheOtherLanesGoOn() throws InterruptedException {
        CountDownLatch hang = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (Lanes lanes = new Lanes(now::get)) {
            lanes.run(
                    Lane.LONG,
                    "guest 1",
                    () -> {
                        begun.countDown();
                        waitFor(hang);
                    });
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lanes.stuck()).isEmpty();

            now.set(Instant.EPOCH.plus(Duration.ofHours(1)));
            lanes.run(Lane.QUERY, "a question", answered::countDown);

            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(lanes.stuck())
                    .singleElement()
                    .asString()
                    .startsWith("guest 1: stuck since 1970");
            hang.countDown();
        }
    }

    @Test
    void workRunsOnPlatformThreads() throws InterruptedException {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch done = new CountDownLatch(1);
        try (Lanes lanes = new Lanes(now::get)) {
            lanes.run(
                    Lane.LIFECYCLE,
                    "guest 1",
                    () -> {
                        thread.set(Thread.currentThread());
                        done.countDown();
                    });
            assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(thread.get().isVirtual()).isFalse();
        assertThat(thread.get().getName()).startsWith("lifecycle-");
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
