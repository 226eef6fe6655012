package org.bastide.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

@Tag("sql")
class LeasesTest {
    @TempDir Path folder;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private Database database;
    private Leases first;
    private Leases second;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh(folder);
        first = new Leases(database, "one", "a:1", now::get);
        second = new Leases(database, "two", "b:1", now::get);
        first.prepare("placement");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void pass(long seconds) {
        now.set(now.get().plusSeconds(seconds));
    }

    @Test
    void onlyOneHoldsADutyAndKeepsItByRenewing() {
        Lease lease = first.obtain("placement").orElseThrow();
        for (int second = 0; second < 20; second++) {
            pass(1);

            assertThat(this.second.obtain("placement")).isEmpty();
            assertThat(first.obtain("placement")).contains(lease);
        }
    }

    @Test
    void aSilentHolderLosesItsDutyAndWritesNothingMore() {
        Lease old = first.obtain("placement").orElseThrow();
        pass(10);

        Lease next = second.obtain("placement").orElseThrow();

        assertThat(next.epoch()).isGreaterThan(old.epoch());
        assertThatThrownBy(() -> database.write(old::hold)).isInstanceOf(Lease.Lost.class);
        database.write(next::hold);
        assertThat(first.obtain("placement")).isEmpty();
    }

    @Test
    void whatIsGivenBackIsFreeAtOnce() {
        first.obtain("placement");

        first.release("placement");

        assertThat(second.obtain("placement").map(Lease::duty)).isEqualTo(Optional.of("placement"));
    }
}
