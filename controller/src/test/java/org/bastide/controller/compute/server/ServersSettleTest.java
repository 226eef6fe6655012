package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.GuestState;
import org.bastide.controller.compute.FakeComputeNode;
import org.bastide.controller.compute.ServerCloud;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whatever is asked, lost, cut off and forgotten in between: each server ends as it was last asked
 * to be, and nothing else is left.
 */
@Tag("sql")
class ServersSettleTest {
    private static final int SERVERS = 4;
    private static final int STEPS = 60;

    private record Step(String action, String status, GuestState state) {}

    private static final List<Step> STEPS_OF_SERVERS =
            List.of(
                    new Step("{\"os-stop\": null}", "SHUTOFF", GuestState.STOPPED),
                    new Step("{\"os-start\": null}", "ACTIVE", GuestState.RUNNING),
                    new Step("{\"pause\": null}", "PAUSED", GuestState.PAUSED),
                    new Step("{\"unpause\": null}", "ACTIVE", GuestState.RUNNING),
                    new Step("{\"suspend\": null}", "SUSPENDED", GuestState.SUSPENDED),
                    new Step("{\"resume\": null}", "ACTIVE", GuestState.RUNNING),
                    new Step("{\"reboot\": {\"type\": \"HARD\"}}", "ACTIVE", GuestState.RUNNING));

    @TempDir Path folder;

    /** How each server was last asked to be; one that was deleted is not in it. */
    private final Map<String, Step> asked = new HashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachServerEndsAsItWasLastAskedToBe(long seed) {
        Random random = new Random(seed);
        try (ServerCloud cloud = new ServerCloud(folder)) {
            FakeComputeNode node = cloud.computeNode("compute-1");
            for (int i = 0; i < SERVERS; i++) {
                asked.put(cloud.create("s" + i), STEPS_OF_SERVERS.get(1));
            }
            node.losing(ServersSettleTest::aThird, ServersSettleTest::aThird);
            for (int i = 0; i < STEPS; i++) {
                step(cloud, node, random);
            }
            node.losing(() -> false, () -> false);
            node.unlink();
            node.link();

            asked.forEach((id, last) -> cloud.awaitStatus(id, last.status()));
            ServerCloud.await(() -> cloud.count("SELECT COUNT(*) FROM guest") == asked.size());
            ServerCloud.await(
                    () -> cloud.count("SELECT COUNT(*) FROM guest WHERE observed < intent") == 0);
            asked.forEach((id, last) -> assertThat(node.state(id)).contains(last.state()));
            assertThat(cloud.disks().disks()).hasSize(asked.size());
        }
    }

    private static boolean aThird() {
        return ThreadLocalRandom.current().nextInt(3) == 0;
    }

    private void step(ServerCloud cloud, FakeComputeNode node, Random random) {
        List<String> ids = asked.keySet().stream().sorted().toList();
        switch (random.nextInt(12)) {
            case 0 -> {
                node.unlink();
                node.link();
            }
            case 1 -> node.reboot();
            case 2 -> {
                if (ids.size() > 1 && random.nextInt(4) == 0) {
                    String id = ids.get(random.nextInt(ids.size()));
                    assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);
                    asked.remove(id);
                }
            }
            default -> {
                String id = ids.get(random.nextInt(ids.size()));
                Step next = STEPS_OF_SERVERS.get(random.nextInt(STEPS_OF_SERVERS.size()));
                int status = cloud.act("ann", id, next.action()).status();
                assertThat(status).isIn(202, 409);
                if (status == 202) {
                    asked.put(id, next);
                }
            }
        }
    }
}
