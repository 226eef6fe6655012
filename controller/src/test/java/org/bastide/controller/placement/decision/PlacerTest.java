package org.bastide.controller.placement.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

class PlacerTest {
    private final Placer placer = new Placer();

    private static Host host(String id, long vcpus, long memory) {
        return new Host(id, id, "nova", true, vcpus, memory, 0, 0);
    }

    private static Demand demand(String id, int vcpus, long memory) {
        return new Demand(id, vcpus, memory, 1, Optional.empty(), Optional.empty());
    }

    private static String hostOf(Decision decision) {
        return ((Decision.Placed) decision).host().id();
    }

    @Test
    void aDemandGoesWhereLeastIsLeft() {
        Fleet fleet = new Fleet(List.of(host("large", 16, 4096), host("small", 16, 1024)));

        List<Decision> decisions = placer.place(fleet, List.of(demand("a", 1, 512)));

        assertThat(hostOf(decisions.getFirst())).isEqualTo("small");
    }

    @Test
    void whatOneDemandTookTheNextDoesNotGet() {
        Fleet fleet = new Fleet(List.of(host("one", 16, 1024), host("two", 16, 1024)));

        List<Decision> decisions =
                placer.place(
                        fleet,
                        List.of(demand("a", 1, 1024), demand("b", 1, 1024), demand("c", 1, 1)));

        assertThat(hostOf(decisions.get(0))).isNotEqualTo(hostOf(decisions.get(1)));
        assertThat(decisions.get(2)).isInstanceOf(Decision.Refused.class);
    }

    @Test
    void aRefusalCountsWhatEachConstraintRemovedAndNamesTheNearestMiss() {
        Fleet fleet =
                new Fleet(
                        List.of(
                                new Host("off", "off", "nova", false, 64, 65536, 0, 0),
                                new Host("far", "far", "other", true, 64, 65536, 0, 0),
                                host("tiny", 1, 256),
                                host("near", 4, 1000)));
        Demand wanted = new Demand("a", 2, 1024, 1, Optional.of("nova"), Optional.empty());

        Decision.Refused refused =
                (Decision.Refused) placer.place(fleet, List.of(wanted)).getFirst();

        assertThat(refused.removed())
                .containsExactly(
                        new Decision.Removed("being down or disabled", 1),
                        new Decision.Removed("availability zone nova", 1),
                        new Decision.Removed("capacity", 2));
        assertThat(refused.nearest())
                .contains(
                        new Decision.Nearest(
                                "near", List.of(new Host.Deficit("memory in MiB", 1024, 1000))));
        assertThat(refused.reason())
                .isEqualTo(
                        "No valid host was found. Of the hosts being down or disabled ruled out 1, availability zone"
                                + " nova ruled out 1, capacity ruled out 2. Nearest: near (memory in MiB: 1024"
                                + " wanted, 1000 free).");
    }

    @Test
    void anEmptyCloudSaysSo() {
        Decision.Refused refused =
                (Decision.Refused)
                        placer.place(new Fleet(List.of()), List.of(demand("a", 1, 1))).getFirst();

        assertThat(refused.reason())
                .isEqualTo("No valid host was found. There are no compute hosts.");
    }

    @Test
    void noHostIsEverGivenMoreThanItHasAndMendingTheDeficitsOfTheNearestMakesTheDemandFit() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Host> hosts = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                hosts.add(host("h" + i, random.nextInt(32), random.nextInt(8192)));
            }
            Fleet fleet = new Fleet(hosts);
            for (int i = 0; i < 50; i++) {
                Demand wanted = demand("d" + i, 1 + random.nextInt(8), 1 + random.nextInt(2048));
                Decision decision = placer.place(fleet, List.of(wanted)).getFirst();
                if (decision instanceof Decision.Refused refused) {
                    assertThat(mended(fleet, refused.nearest().orElseThrow()).deficits(wanted))
                            .isEmpty();
                }
            }
            assertThat(fleet.hosts())
                    .allSatisfy(
                            host -> {
                                assertThat(host.freeVcpus()).isNotNegative();
                                assertThat(host.freeMemory()).isNotNegative();
                            });
        }
    }

    private static Host mended(Fleet fleet, Decision.Nearest nearest) {
        Host host =
                fleet.hosts().stream()
                        .filter(one -> one.name().equals(nearest.host()))
                        .findFirst()
                        .orElseThrow();
        long vcpus = host.vcpus();
        long memory = host.memoryMebibytes();
        for (Host.Deficit deficit : nearest.deficits()) {
            if (deficit.resource().equals("vCPUs")) {
                vcpus += deficit.wanted() - deficit.free();
            } else {
                memory += deficit.wanted() - deficit.free();
            }
        }
        return new Host(
                host.id(),
                host.name(),
                host.zone(),
                true,
                vcpus,
                memory,
                host.claimedVcpus(),
                host.claimedMemoryMebibytes());
    }
}
