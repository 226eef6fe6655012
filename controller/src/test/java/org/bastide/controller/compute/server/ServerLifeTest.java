package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.Outcome;
import org.bastide.controller.compute.FakeComputeNode;
import org.bastide.controller.compute.ServerCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** Whole lives of servers, over HTTP, with a node that obeys, fails, forgets and is cut off. */
@Tag("sql")
class ServerLifeTest {
    @TempDir Path folder;
    private ServerCloud cloud;
    private FakeComputeNode node;

    @BeforeEach
    void start() {
        cloud = new ServerCloud(folder);
        node = cloud.computeNode("compute-1");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private void act(String id, String action, String status) {
        assertThat(cloud.act("ann", id, action).status()).isEqualTo(202);
        cloud.awaitStatus(id, status);
    }

    @Test
    void aServerIsMadeActedOnAndDeletedAndOnlyHistoryIsLeft() {
        String id = cloud.active("web");
        assertThat(node.state(id)).contains(GuestState.RUNNING);
        assertThat(cloud.disks().disks()).hasSize(1);
        JsonNode shown = cloud.server(id);
        assertThat(shown.path("OS-EXT-SRV-ATTR:host").asText()).isEqualTo("compute-1");
        assertThat(shown.path("OS-EXT-STS:power_state").asInt()).isEqualTo(1);
        assertThat(shown.path("OS-SRV-USG:launched_at").asText()).isNotEmpty();

        act(id, "{\"os-stop\": null}", "SHUTOFF");
        assertThat(node.state(id)).contains(GuestState.STOPPED);
        act(id, "{\"os-start\": null}", "ACTIVE");
        act(id, "{\"pause\": null}", "PAUSED");
        act(id, "{\"unpause\": null}", "ACTIVE");
        act(id, "{\"suspend\": null}", "SUSPENDED");
        act(id, "{\"resume\": null}", "ACTIVE");
        act(id, "{\"reboot\": {\"type\": \"SOFT\"}}", "ACTIVE");
        act(id, "{\"reboot\": {\"type\": \"HARD\"}}", "ACTIVE");
        assertThat(node.directives(id).getLast().softReboots()).isEqualTo(1);
        assertThat(node.directives(id).getLast().hardReboots()).isEqualTo(1);

        assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);
        cloud.awaitGone(id);
        assertThat(cloud.disks().disks()).isEmpty();
        assertThat(cloud.count("SELECT COUNT(*) FROM guest")).isZero();
        assertThat(cloud.count("SELECT COUNT(*) FROM root_disk")).isZero();
        assertThat(cloud.count("SELECT COUNT(*) FROM server WHERE deleted_at IS NOT NULL"))
                .isEqualTo(1);
        assertThat(cloud.get("root", "/servers?deleted=true").at("/servers/0/id")).isEqualTo(id);
        assertThat(cloud.get("ann", "/servers?deleted=true").json().path("servers")).isEmpty();
    }

    @Test
    void aGuestThatPowersItselfOffIsShutOffAndMayBeStarted() {
        String id = cloud.active("web");

        node.powerOff(id);
        cloud.awaitStatus(id, "SHUTOFF");

        act(id, "{\"os-start\": null}", "ACTIVE");
        assertThat(node.state(id)).contains(GuestState.RUNNING);
    }

    @Test
    void aGuestThatCannotStartIsInErrorSaysWhyAndIsTriedAgainByAHardReboot() {
        node.refusing("no such machine type");
        String id = cloud.create("web");
        cloud.awaitStatus(id, "ERROR");
        assertThat(cloud.server(id).at("/fault/message").asText())
                .isEqualTo("no such machine type");

        node.obeying();
        act(id, "{\"reboot\": {\"type\": \"HARD\"}}", "ACTIVE");

        assertThat(cloud.server(id).has("fault")).isFalse();
    }

    @Test
    void aDiskThatCannotBeMadeIsAFaultAndTheServerCanBeDeleted() {
        cloud.disks().failing(Outcome.Kind.NO_SPACE, "the pool is full");
        String id = cloud.create("web");
        ServerCloud.await(() -> cloud.status(id).equals("ERROR"));
        assertThat(cloud.server(id).at("/fault/message").asText()).contains("the pool is full");

        assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);

        cloud.awaitGone(id);
        assertThat(cloud.count("SELECT COUNT(*) FROM guest")).isZero();
    }

    @Test
    void aServerThatFitsNowhereIsInErrorWithReasonsAndCanBeDeleted() {
        cloud.flavor("huge", 1, 20_000);
        String id =
                cloud.post(
                                "ann",
                                "/servers",
                                ServerCloud.newServer("web", "").replace("small", "huge"))
                        .at("/server/id");
        ServerCloud.await(() -> cloud.status(id).equals("ERROR"));
        assertThat(cloud.server(id).at("/fault/message").asText()).contains("No valid host");

        assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);

        assertThat(cloud.get("ann", "/servers/" + id).status()).isEqualTo(404);
    }

    @Test
    void aNodeThatForgetsARunningGuestIsToldAgain() {
        String id = cloud.active("web");
        int before = node.directives(id).size();

        node.reboot();

        ServerCloud.await(() -> node.state(id).filter(GuestState.RUNNING::equals).isPresent());
        assertThat(node.directives(id)).hasSizeGreaterThan(before);
        assertThat(node.directives(id).getLast().wanted()).isEqualTo(GuestMode.RUNNING);
        cloud.awaitStatus(id, "ACTIVE");
    }

    @Test
    void whatANodeSaysLateChangesNothing() {
        String id = cloud.active("web");
        act(id, "{\"os-stop\": null}", "SHUTOFF");

        node.saysLate(id, 1, GuestState.RUNNING);
        node.saysLate(id, 0, GuestState.FAILED);

        assertThat(cloud.status(id)).isEqualTo("SHUTOFF");
        assertThat(cloud.server(id).path("OS-EXT-STS:task_state").isNull()).isTrue();
    }

    @Test
    void aServerWaitsWhileItsNodeIsAwayAndIsAsAskedOnceItReturns() {
        String id = cloud.active("web");
        node.unlink();
        assertThat(cloud.act("ann", id, "{\"os-stop\": null}").status()).isEqualTo(202);
        assertThat(cloud.server(id).path("OS-EXT-STS:task_state").asText())
                .isEqualTo("powering-off");

        node.link();

        cloud.awaitStatus(id, "SHUTOFF");
    }

    @Test
    void aServerIsDeletedWhileItIsDeletedAndOnceItsNodeReturns() {
        String id = cloud.active("web");
        node.unlink();
        assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);
        assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);
        assertThat(cloud.act("ann", id, "{\"forceDelete\": null}").status()).isEqualTo(202);
        assertThat(cloud.server(id).path("OS-EXT-STS:task_state").asText()).isEqualTo("deleting");
        assertThat(cloud.act("ann", id, "{\"os-stop\": null}").status()).isEqualTo(409);

        node.link();

        cloud.awaitGone(id);
        assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(404);
    }

    @Test
    void aServerThatIsDeletedWhileItIsPlacedLeavesNothing() {
        for (int i = 0; i < 25; i++) {
            String id = cloud.create("web");
            assertThat(cloud.delete("ann", "/servers/" + id).status()).isEqualTo(204);
        }

        ServerCloud.await(
                () ->
                        cloud.count("SELECT COUNT(*) FROM server WHERE deleted_at IS NULL") == 0
                                && cloud.count("SELECT COUNT(*) FROM guest") == 0
                                && cloud.count("SELECT COUNT(*) FROM root_disk") == 0);
        assertThat(cloud.disks().disks()).isEmpty();
    }

    @Test
    void anAdministratorsErrorStaysUntilTheStateIsResetAgain() {
        String id = cloud.active("web");
        cloud.act("root", id, "{\"os-resetState\": {\"state\": \"error\"}}");
        assertThat(cloud.status(id)).isEqualTo("ERROR");

        node.unlink();
        node.link();
        assertThat(cloud.status(id)).isEqualTo("ERROR");

        cloud.act("root", id, "{\"os-resetState\": {\"state\": \"active\"}}");
        assertThat(cloud.status(id)).isEqualTo("ACTIVE");
        assertThat(cloud.act("ann", id, "{\"os-resetState\": {\"state\": \"error\"}}").status())
                .isEqualTo(403);
    }
}
