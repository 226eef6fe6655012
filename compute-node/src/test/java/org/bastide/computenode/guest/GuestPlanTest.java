package org.bastide.computenode.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.GuestMode;
import org.bastide.computenode.libvirt.DomainState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** The decision, as a table and for every situation there is. */
class GuestPlanTest {
    /** So many actions at most, whatever the start. */
    private static final int ENOUGH = 6;

    @ParameterizedTest(name = "wanted {0}, {1}, domain {2}: {3}")
    @CsvSource({
        "RUNNING, NEW, ABSENT, START",
        "RUNNING, CUT, ABSENT, START",
        "RUNNING, REAL, ABSENT, END",
        "RUNNING, ENDED, ABSENT, REST",
        "RUNNING, FAILED, ABSENT, REST",
        "RUNNING, NEW, RUNNING, SETTLE",
        "RUNNING, REAL, RUNNING, SETTLE",
        "RUNNING, FAILED, RUNNING, SETTLE",
        "RUNNING, NEW, PAUSED, RESUME",
        "RUNNING, FAILED, PAUSED, REST",
        "RUNNING, NEW, HALTED, RESUME",
        "RUNNING, REAL, HALTED, SETTLE",
        "RUNNING, NEW, BUSY, WAIT",
        "RUNNING, NEW, CRASHED, DESTROY",
        "PAUSED, NEW, ABSENT, START_PAUSED",
        "PAUSED, REAL, ABSENT, END",
        "PAUSED, NEW, RUNNING, PAUSE",
        "PAUSED, NEW, PAUSED, SETTLE",
        "STOPPED, NEW, ABSENT, SETTLE",
        "STOPPED, NEW, RUNNING, SHUTDOWN",
        "STOPPED, NEW, PAUSED, RESUME",
        "STOPPED, NEW, HALTED, DESTROY",
        "STOPPED, NEW, BUSY, WAIT",
        "SUSPENDED, NEW, RUNNING, SAVE",
        "SUSPENDED, NEW, PAUSED, SAVE",
        "SUSPENDED, NEW, ABSENT, END",
        "SUSPENDED, FAILED, RUNNING, REST",
        "ABSENT, NEW, ABSENT, REMOVE",
        "ABSENT, FAILED, ABSENT, REMOVE",
        "ABSENT, NEW, RUNNING, DESTROY",
        "ABSENT, FAILED, BUSY, DESTROY",
    })
    void theTable(GuestMode wanted, Standing standing, DomainState domain, Action action) {
        Situation situation =
                new Situation(wanted, standing, false, false, domain, false, Patience.FRESH);

        assertThat(GuestPlan.next(situation)).isEqualTo(action);
    }

    @ParameterizedTest(name = "wanted {0}, domain {1}, memory saved: {2}")
    @CsvSource({
        "RUNNING, ABSENT, RESTORE",
        "PAUSED, ABSENT, RESTORE_PAUSED",
        "STOPPED, ABSENT, DISCARD",
        "SUSPENDED, ABSENT, SETTLE",
        "SUSPENDED, RUNNING, SAVE",
        "ABSENT, ABSENT, REMOVE",
    })
    void theTableWithSavedMemory(GuestMode wanted, DomainState domain, Action action) {
        Situation situation =
                new Situation(wanted, Standing.NEW, false, false, domain, true, Patience.FRESH);

        assertThat(GuestPlan.next(situation)).isEqualTo(action);
    }

    @ParameterizedTest(name = "wanted {0}, hard {1}, soft {2}, {3}: {4}")
    @CsvSource({
        "RUNNING, true, false, FRESH, DESTROY",
        "RUNNING, true, true, ASKED, DESTROY",
        "RUNNING, false, true, FRESH, REBOOT",
        "RUNNING, false, true, ASKED, WAIT",
        "RUNNING, false, true, AGAIN, WAIT",
        "RUNNING, false, true, OVER, RESET",
        "STOPPED, false, false, FRESH, SHUTDOWN",
        "STOPPED, false, false, ASKED, WAIT",
        "STOPPED, false, false, AGAIN, SHUTDOWN",
        "STOPPED, false, false, OVER, DESTROY",
        "PAUSED, true, false, FRESH, DESTROY",
    })
    void theTableOfARunningDomainThatIsAskedToPowerOff(
            GuestMode wanted, boolean hard, boolean soft, Patience patience, Action action) {
        Situation situation =
                new Situation(
                        wanted, Standing.NEW, hard, soft, DomainState.RUNNING, false, patience);

        assertThat(GuestPlan.next(situation)).isEqualTo(action);
    }

    @Test
    void aSecondProcessIsNeverStarted() {
        assertThat(everySituation())
                .filteredOn(situation -> GuestPlan.next(situation).starts())
                .allSatisfy(
                        situation -> {
                            assertThat(situation.domain()).isEqualTo(DomainState.ABSENT);
                            assertThat(situation.wanted())
                                    .isIn(GuestMode.RUNNING, GuestMode.PAUSED);
                            assertThat(situation.standing()).isIn(Standing.NEW, Standing.CUT);
                        });
    }

    @Test
    void nothingIsTriedTwiceAtTheSameIntentButARemoval() {
        assertThat(everySituation())
                .filteredOn(situation -> situation.standing() == Standing.FAILED)
                .filteredOn(situation -> situation.wanted() != GuestMode.ABSENT)
                .allSatisfy(
                        situation ->
                                assertThat(GuestPlan.next(situation))
                                        .isIn(Action.REST, Action.SETTLE));
    }

    @Test
    void withoutADirectiveNothingIsDone() {
        assertThat(everySituation())
                .allSatisfy(
                        situation ->
                                assertThat(GuestPlan.watch(situation))
                                        .isIn(Action.REST, Action.END));
    }

    @Test
    void fromEverySituationAFewActionsReachAnEnd() {
        assertThat(everySituation())
                .allSatisfy(
                        situation -> {
                            Situation now = situation;
                            int actions = 0;
                            while (!GuestPlan.next(now).last()) {
                                now = after(now, GuestPlan.next(now));
                                assertThat(++actions).isLessThan(ENOUGH);
                            }
                        });
    }

    /** What an action changes when it works. */
    private static Situation after(Situation now, Action action) {
        DomainState domain =
                switch (action) {
                    case START, RESTORE, RESUME, RESET -> DomainState.RUNNING;
                    case START_PAUSED, RESTORE_PAUSED, PAUSE -> DomainState.PAUSED;
                    case DESTROY, SAVE, REMOVE -> DomainState.ABSENT;
                    case SHUTDOWN, REBOOT, DISCARD, WAIT, SETTLE, END, REST -> now.domain();
                };
        boolean saved = action == Action.SAVE || (now.saved() && action != Action.DISCARD);
        boolean rebooted = action.starts() || action == Action.RESET;
        Patience patience =
                action == Action.SHUTDOWN || action == Action.REBOOT
                        ? Patience.ASKED
                        : now.patience();
        return new Situation(
                now.wanted(),
                now.standing(),
                now.hardDue() && !action.starts(),
                now.softDue() && !rebooted,
                domain,
                saved,
                patience);
    }

    private static List<Situation> everySituation() {
        List<Situation> situations = new ArrayList<>();
        for (GuestMode wanted : GuestMode.values()) {
            for (Standing standing : Standing.values()) {
                for (DomainState domain : DomainState.values()) {
                    for (Patience patience : Patience.values()) {
                        for (int flags = 0; flags < 8; flags++) {
                            situations.add(
                                    new Situation(
                                            wanted,
                                            standing,
                                            (flags & 1) != 0,
                                            (flags & 2) != 0,
                                            domain,
                                            (flags & 4) != 0,
                                            patience));
                        }
                    }
                }
            }
        }
        return situations;
    }
}
