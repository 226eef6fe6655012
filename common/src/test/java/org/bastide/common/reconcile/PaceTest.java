package org.bastide.common.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** At any origin of the clock: {@link System#nanoTime} may be negative, and overflow. */
class PaceTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Pace pace = new Pace(Duration.ofSeconds(60));

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L, Long.MAX_VALUE - 3_000_000_000L})
    void theFirstPassIsFullAndThenOneEachPeriod(long origin) {
        List<Long> full = new ArrayList<>();
        for (long second = 0; second <= 130; second++) {
            long now = origin + second * SECOND;
            if (pace.full(now)) {
                full.add(second);
            }
            pace.ended(Pass.IDLE, pace.full(now), now);
        }

        assertThat(full).containsExactly(0L, 60L, 120L);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -5_000_000_000L})
    void aFullPassThatFailedIsOwedStill(long origin) {
        pace.failed();

        assertThat(pace.full(origin + SECOND)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 100})
    void failuresInARowBackOffToFiveSecondsAndASuccessEndsIt(int failures) {
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < failures; i++) {
            pace.failed();
            pauses.add(pace.pause());
        }
        pace.ended(Pass.IDLE, false, 0);

        assertThat(pauses)
                .startsWith(
                        Duration.ofMillis(100),
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600),
                        Duration.ofMillis(3200),
                        Duration.ofSeconds(5));
        assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.pause()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void whatIsLeftIsTakenUpSoon(int left) {
        pace.ended(new Pass(5, left), false, 0);

        assertThat(pace.pause()).isEqualTo(Duration.ofMillis(100));
    }
}
