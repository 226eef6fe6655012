package org.bastide.controller.compute.instanceaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.controller.compute.FakeComputeNode;
import org.bastide.controller.compute.ServerCloud;
import org.bastide.controller.compute.ServerCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What was done to servers, over HTTP. */
@Tag("sql")
class InstanceActionApiTest {
    @TempDir static Path folder;
    private static ServerCloud cloud;
    private static FakeComputeNode node;

    @BeforeAll
    static void start() {
        cloud = new ServerCloud(folder);
        node = cloud.computeNode("compute-1");
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static List<String> actions(String id, String query) {
        JsonNode listed =
                cloud.get("ann", "/servers/" + id + "/os-instance-actions" + query)
                        .json()
                        .path("instanceActions");
        List<String> actions = new ArrayList<>();
        listed.forEach(one -> actions.add(one.path("action").asText()));
        return actions;
    }

    @Test
    void eachActionHasItsRequestAndWhatCameOfIt() {
        String id = cloud.active("web");
        Answer stop = cloud.act("ann", id, "{\"os-stop\": null}");
        cloud.awaitStatus(id, "SHUTOFF");
        String request = stop.headers().firstValue("X-Openstack-Request-Id").orElseThrow();

        assertThat(actions(id, "")).containsExactly("stop", "create");
        assertThat(actions(id, "?limit=1")).containsExactly("stop");
        assertThat(actions(id, "?marker=" + request)).containsExactly("create");
        String path = "/servers/" + id + "/os-instance-actions/" + request;
        JsonNode shown = cloud.get("ann", path).json().path("instanceAction");
        assertThat(shown.path("action").asText()).isEqualTo("stop");
        assertThat(shown.path("user_id").asText()).isEqualTo("ann");
        assertThat(shown.path("message").isNull()).isTrue();
        assertThat(shown.at("/events/0/event").asText()).isEqualTo("compute_stop_instance");
        assertThat(shown.at("/events/0/result").asText()).isEqualTo("Success");
        assertThat(shown.at("/events/0/hostId").asText()).hasSize(56);
        assertThat(shown.at("/events/0").has("host")).isFalse();
        assertThat(cloud.get("root", path).at("/instanceAction/events/0/host"))
                .isEqualTo("compute-1");
        assertThat(cloud.send("GET", "ann", "2.50", path, "").json().at("/instanceAction/events"))
                .isEmpty();
        assertThat(cloud.send("GET", "ann", "2.57", path, "").json().at("/instanceAction"))
                .noneMatch(JsonNode::isMissingNode)
                .isNotEmpty();
        assertThat(
                        cloud.send("GET", "ann", "2.57", path, "")
                                .json()
                                .at("/instanceAction")
                                .has("updated_at"))
                .isFalse();
    }

    @Test
    void aFailureSaysSo() {
        node.refusing("no such machine type");
        String id = cloud.create("web");
        cloud.awaitStatus(id, "ERROR");
        node.obeying();

        JsonNode listed =
                cloud.get("ann", "/servers/" + id + "/os-instance-actions")
                        .json()
                        .at("/instanceActions/0");

        assertThat(listed.path("message").asText()).isEqualTo("Error");
        JsonNode shown =
                cloud.get(
                                "root",
                                "/servers/%s/os-instance-actions/%s"
                                        .formatted(id, listed.path("request_id").asText()))
                        .json()
                        .at("/instanceAction/events/0");
        assertThat(shown.path("result").asText()).isEqualTo("Error");
        assertThat(shown.path("traceback").asText()).isEqualTo("no such machine type");
    }

    @Test
    void theActionsOfADeletedServerAreShownSince221() {
        String id = cloud.active("web");
        cloud.delete("ann", "/servers/" + id);
        cloud.awaitGone(id);
        String path = "/servers/" + id + "/os-instance-actions";

        assertThat(actions(id, "")).containsExactly("delete", "create");
        assertThat(cloud.send("GET", "ann", "2.20", path, "").status()).isEqualTo(404);
        assertThat(cloud.send("GET", "bob", "2.79", path, "").status()).isEqualTo(404);
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        String id = cloud.create("web");
        String path = "/servers/" + id + "/os-instance-actions";

        assertThat(cloud.get("ann", path + "?nonsense=1").status()).isEqualTo(400);
        assertThat(cloud.get("ann", path + "?changes-since=then").status()).isEqualTo(400);
        assertThat(cloud.get("ann", path + "?marker=none").status()).isEqualTo(400);
        assertThat(cloud.send("GET", "ann", "2.65", path + "?changes-before=x", "").status())
                .isEqualTo(400);
        assertThat(cloud.get("ann", path + "?changes-since=2099-01-01T00:00:00Z").json())
                .hasToString("{\"instanceActions\":[]}");
    }
}
