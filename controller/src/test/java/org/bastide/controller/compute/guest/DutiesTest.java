package org.bastide.controller.compute.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.lease.Lease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The duties of guests, pass by pass. */
@Tag("sql")
@Timeout(60)
class DutiesTest {
    @TempDir Path folder;

    private GuestCloud cloud;

    @BeforeEach
    void start() {
        cloud = new GuestCloud(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private void pass() {
        cloud.duty.run(GuestCloud.FIRST, false);
    }

    private void fullPass() {
        cloud.duty.run(GuestCloud.FIRST, true);
    }

    /** A server that runs on a node; what the node was told. */
    private List<GuestDirective> running(String server) {
        List<GuestDirective> told = cloud.link("compute-1");
        cloud.want(server, 64);
        cloud.placement.run(GuestCloud.FIRST);
        pass();
        cloud.answer(GuestCloud.ready());
        pass();
        cloud.observed(server, GuestState.RUNNING);
        return told;
    }

    @Test
    void aGuestIsToldOnceItsDiskIsReadyAndOnceOnly() {
        List<GuestDirective> told = cloud.link("compute-1");
        cloud.want("web", 64);
        cloud.placement.run(GuestCloud.FIRST);

        pass();
        pass();
        assertThat(told).isEmpty();
        assertThat(cloud.asked).hasSize(1);

        Work work = cloud.answer(GuestCloud.ready());
        pass();
        pass();
        assertThat(work).isInstanceOf(Work.EnsureDisk.class);
        assertThat(told)
                .singleElement()
                .satisfies(
                        directive -> {
                            assertThat(directive.epoch()).isEqualTo(1);
                            assertThat(directive.wanted()).isEqualTo(GuestMode.RUNNING);
                            assertThat(directive.specification().orElseThrow().disks()).hasSize(1);
                        });

        fullPass();
        assertThat(told).as("a full pass says it again").hasSize(2);
        cloud.observed("web", GuestState.RUNNING);
        fullPass();
        assertThat(told).as("what is settled is not said").hasSize(2);
        assertThat(cloud.server("web").launched()).isPresent();
    }

    @Test
    void aNewHoldersEpochIsOnWhatItSays() {
        List<GuestDirective> told = cloud.link("compute-1");
        cloud.want("web", 64);
        cloud.placement.run(GuestCloud.FIRST);
        pass();
        cloud.answer(GuestCloud.ready());
        pass();
        cloud.lease(2);

        cloud.duty.run(new Lease("guest", 2), false);

        assertThat(told).extracting(GuestDirective::epoch).containsExactly(1L, 2L);
    }

    @Test
    void whatIsWantedIsSaidAgainOnANewLink() {
        running("web");
        cloud.delete("web");

        List<GuestDirective> again = cloud.link("compute-1");

        assertThat(again).extracting(GuestDirective::wanted).containsExactly(GuestMode.ABSENT);
    }

    @Test
    void aGuestThatIsGoneLeavesHistoryOnlyAfterItsDiskIsGone() {
        running("web");
        cloud.delete("web");
        pass();
        cloud.observed("web", GuestState.ABSENT);

        pass();
        assertThat(cloud.guest("web")).isPresent();
        Work work = cloud.answer(new Outcome.Nothing());
        pass();

        assertThat(work).isInstanceOf(Work.DeleteDisk.class);
        assertThat(cloud.guest("web")).isEmpty();
        assertThat(cloud.server("web").deleted()).isPresent();
        assertThat(cloud.rows()).contains("guest 0", "root_disk 0", "server 1");
    }

    @Test
    void aDiskThatCannotBeRemovedIsAskedForAgainAfterAWhile() {
        running("web");
        cloud.delete("web");
        pass();
        cloud.observed("web", GuestState.ABSENT);
        pass();
        cloud.answer(GuestCloud.failed(Outcome.Kind.TROUBLE));

        pass();
        assertThat(cloud.asked).as("not at once").isEmpty();
        cloud.ticks.addAndGet(Duration.ofSeconds(2).toNanos());
        pass();
        cloud.answer(GuestCloud.failed(Outcome.Kind.NOT_FOUND));
        pass();

        assertThat(cloud.guest("web")).isEmpty();
    }

    @Test
    void troubleWithTheStorageIsAFaultOnlyOnceItLasts() {
        cloud.link("compute-1");
        cloud.want("web", 64);
        cloud.placement.run(GuestCloud.FIRST);

        for (int second = 0; second < 90; second += 10) {
            pass();
            cloud.answer(GuestCloud.failed(Outcome.Kind.TROUBLE));
            assertThat(cloud.server("web").fault()).as("after %d s", second).isEmpty();
            cloud.ticks.addAndGet(Duration.ofSeconds(10).toNanos());
        }
        pass();
        cloud.answer(GuestCloud.failed(Outcome.Kind.TROUBLE));

        assertThat(cloud.server("web").fault().map(Server.Fault::message))
                .contains("The root disk could not be made: it does not go");
        pass();
        assertThat(cloud.asked).as("no more is tried").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.Kind.class,
            names = {"REFUSED", "NO_SPACE", "NOT_FOUND"})
    void whatNoSecondAttemptMendsIsAFaultAtOnce(Outcome.Kind kind) {
        cloud.link("compute-1");
        cloud.want("web", 64);
        cloud.placement.run(GuestCloud.FIRST);
        pass();

        cloud.answer(GuestCloud.failed(kind));

        assertThat(cloud.server("web").fault()).isPresent();
    }

    @Test
    void aDeposedHolderPlacesNothing() {
        cloud.link("compute-1");
        cloud.want("web", 64);
        List<String> before = cloud.rows();
        cloud.lease(2);

        assertThatThrownBy(() -> cloud.placement.run(GuestCloud.FIRST))
                .isInstanceOf(Lease.Lost.class);

        assertThat(cloud.rows()).isEqualTo(before);
    }

    @Test
    void aDeposedHolderCleansUpNothing() {
        running("web");
        cloud.delete("web");
        pass();
        cloud.observed("web", GuestState.ABSENT);
        pass();
        cloud.answer(new Outcome.Nothing());
        cloud.lease(2);

        assertThatThrownBy(this::pass).isInstanceOf(Lease.Lost.class);

        assertThat(cloud.guest("web")).isPresent();
        assertThat(cloud.server("web").deleted()).isEmpty();
    }

    @Test
    void aBatchIsNeverPlacedOverANodesMemory() {
        cloud.link("compute-1");
        cloud.link("compute-2");
        for (int i = 0; i < 9; i++) {
            cloud.want("s" + i, 1000);
        }

        cloud.placement.run(GuestCloud.FIRST);

        long placed = 0;
        for (int i = 0; i < 9; i++) {
            Optional<Guest> guest = cloud.guest("s" + i);
            placed += guest.isPresent() ? 1 : 0;
            assertThat(cloud.server("s" + i).fault().isPresent()).isEqualTo(guest.isEmpty());
        }
        assertThat(placed).as("three on each, whose memory is 4096 - 512").isEqualTo(6);
    }
}
