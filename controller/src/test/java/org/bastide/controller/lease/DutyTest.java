package org.bastide.controller.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.http.Problem;
import org.bastide.common.reconcile.Pass;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A duty's passes, one by one. */
@Tag("sql")
class DutyTest {
    @TempDir Path folder;

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final List<String> passes = new ArrayList<>();
    private Database database;
    private Leases mine;
    private Leases others;
    private Duty.Work work = (lease, full) -> Pass.IDLE;

    @BeforeEach
    void open() {
        database = TestDatabase.fresh(folder);
        mine = new Leases(database, "one", "a:1", now::get);
        others = new Leases(database, "two", "b:1", now::get);
        mine.prepare("test");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Duty duty() {
        return new Duty("test", mine, Duration.ofHours(1), Duration.ofHours(1), this::pass);
    }

    private Pass pass(Lease lease, boolean full) {
        passes.add(lease.epoch() + (full ? " full" : ""));
        return work.run(lease, full);
    }

    private void write(Lease lease) {
        database.write(
                tx -> {
                    lease.hold(tx);
                    tx.update("INSERT INTO secret (name, sealed) VALUES ('a', 'b')", Map.of());
                });
    }

    private void takenByAnother() {
        now.set(now.get().plusSeconds(10));
        assertThat(others.obtain("test")).isPresent();
    }

    @Test
    void aLeasesFirstPassIsFullAndStaysSoUntilOneSucceeds() {
        Duty duty = duty();
        work =
                (lease, full) -> {
                    throw Problem.unavailable("The database is away; try again.");
                };
        assertThat(duty.pass(false)).isEqualTo(new Pass(0, 1));
        work = (lease, full) -> Pass.IDLE;

        duty.pass(false);
        duty.pass(false);
        duty.pass(true);

        assertThat(passes).containsExactly("1 full", "1 full", "1", "1 full");
    }

    @Test
    void whoDoesNotHoldTheDutyRunsNoPass() {
        takenByAnother();

        assertThat(duty().pass(true)).isEqualTo(Pass.IDLE);

        assertThat(passes).isEmpty();
    }

    @Test
    void aLeaseThatIsLostMidwayWritesNothingAndIsNotTrustedAgain() {
        Duty duty = duty();
        work =
                (lease, full) -> {
                    takenByAnother();
                    write(lease);
                    return new Pass(1, 0);
                };

        assertThat(duty.pass(false)).isEqualTo(Pass.IDLE);
        now.set(now.get().minusSeconds(9)); // the old lease would still look good
        assertThat(duty.pass(false)).isEqualTo(Pass.IDLE);

        assertThat(passes).containsExactly("1 full");
        assertThat(database.<Long>read(tx -> tx.number("SELECT count(*) FROM secret", Map.of())))
                .isZero();
    }

    @Test
    void aDutyThatIsTakenBackBeginsWithAFullPass() {
        Duty duty = duty();
        duty.pass(false);
        takenByAnother();
        now.set(now.get().plusSeconds(10));

        duty.pass(false);

        assertThat(passes).containsExactly("1 full", "3 full");
    }
}
