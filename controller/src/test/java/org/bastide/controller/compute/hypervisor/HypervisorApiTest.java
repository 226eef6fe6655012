package org.bastide.controller.compute.hypervisor;

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
import java.time.Instant;

/**
 * Hypervisors and services over HTTP, by microversion. There are compute-1, with a server, and
 * compute-2.
 */
@Tag("sql")
class HypervisorApiTest {
    @TempDir static Path folder;
    private static ServerCloud cloud;
    private static FakeComputeNode second;
    private static String server;

    @BeforeAll
    static void start() {
        cloud = new ServerCloud(folder);
        cloud.computeNode("compute-1");
        server = cloud.active("web");
        second = cloud.computeNode("compute-2");
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void aServiceIsAsFreshAsItsNodesLastHeartbeat() {
        Instant before = updatedAt("compute-2");

        second.beat();
        Instant after = Instant.now();
        Instant heard = updatedAt("compute-2");
        second.unlink();
        Instant unheard = updatedAt("compute-2");
        second.link();

        assertThat(heard).isAfter(before).isBeforeOrEqualTo(after);
        assertThat(unheard).isBefore(heard);
    }

    private static Instant updatedAt(String host) {
        String text = get("2.79", "/os-services?host=" + host).at("/services/0/updated_at");
        return Instant.parse(text + "Z");
    }

    private static Answer get(String version, String path) {
        return cloud.send("GET", "root", version, path, "");
    }

    @Test
    void hypervisorsShowTheirServersAsEachVersionAsks() {
        JsonNode before =
                get("2.53", "/os-hypervisors?with_servers=true").json().path("hypervisors");
        assertThat(before.at("/0/servers/0/uuid").asText()).isEqualTo(server);
        assertThat(before.path(1).has("servers")).isFalse();
        JsonNode after =
                get("2.75", "/os-hypervisors?with_servers=true").json().path("hypervisors");
        assertThat(after.path(1).path("servers")).isEmpty();
        assertThat(after.path(1).has("servers")).isTrue();
        assertThat(get("2.79", "/os-hypervisors").json().at("/hypervisors/0").has("servers"))
                .isFalse();
        JsonNode old = get("2.52", "/os-hypervisors/compute/servers").json().path("hypervisors");
        assertThat(old.at("/0/servers/0/uuid").asText()).isEqualTo(server);
        assertThat(get("2.53", "/os-hypervisors/compute/servers").status()).isEqualTo(404);
    }

    @Test
    void hypervisorsAreNamedFoundAndPaged() {
        String id = get("2.79", "/os-hypervisors").at("/hypervisors/0/id");
        assertThat(get("2.79", "/os-hypervisors/" + id).at("/hypervisor/hypervisor_hostname"))
                .isEqualTo("compute-1");
        String number = get("2.52", "/os-hypervisors").at("/hypervisors/0/id");
        JsonNode shown = get("2.27", "/os-hypervisors/" + number).json().path("hypervisor");
        assertThat(shown.path("cpu_info").asText()).contains("\"arch\":\"x86_64\"");
        assertThat(get("2.28", "/os-hypervisors/" + number).at("/hypervisor/cpu_info/arch"))
                .isEqualTo("x86_64");
        assertThat(get("2.52", "/os-hypervisors/" + id).status()).isEqualTo(404);
        assertThat(get("2.79", "/os-hypervisors/" + number).status()).isEqualTo(400);

        assertThat(
                        get("2.79", "/os-hypervisors?hypervisor_hostname_pattern=te-2")
                                .json()
                                .path("hypervisors"))
                .hasSize(1);
        assertThat(get("2.79", "/os-hypervisors?hypervisor_hostname_pattern=mars").status())
                .isEqualTo(404);
        assertThat(get("2.52", "/os-hypervisors/te-2/search").json().path("hypervisors"))
                .hasSize(1);
        assertThat(get("2.52", "/os-hypervisors/mars/search").status()).isEqualTo(404);
        JsonNode page = get("2.33", "/os-hypervisors?limit=1").json();
        assertThat(page.path("hypervisors")).hasSize(1);
        assertThat(page.path("hypervisors_links")).hasSize(1);
        assertThat(get("2.79", "/os-hypervisors?limit=1&hypervisor_hostname_pattern=c").status())
                .isEqualTo(400);
        assertThat(get("2.75", "/os-hypervisors?nonsense=1").status()).isEqualTo(400);
        assertThat(get("2.74", "/os-hypervisors?nonsense=1").status()).isEqualTo(200);
        assertThat(get("2.79", "/os-hypervisors/" + id + "/uptime").status()).isEqualTo(501);
    }

    @Test
    void aServiceIsDisabledAndEnabledAndNeitherForcedDownNorDeleted() {
        String id = get("2.79", "/os-services?host=compute-2").at("/services/0/id");
        String path = "/os-services/" + id;
        Answer disabled =
                cloud.put("root", path, "{\"status\": \"disabled\", \"disabled_reason\": \"fan\"}");
        assertThat(disabled.at("/service/disabled_reason")).isEqualTo("fan");
        Answer enabled =
                cloud.send(
                        "PUT",
                        "root",
                        "2.52",
                        "/os-services/enable",
                        "{\"host\": \"compute-2\", \"binary\": \"nova-compute\"}");
        assertThat(enabled.at("/service/status")).isEqualTo("enabled");

        assertThat(cloud.put("root", path, "{\"forced_down\": true}").status()).isEqualTo(501);
        assertThat(cloud.put("root", path, "{\"forced_down\": false}").status()).isEqualTo(200);
        assertThat(cloud.put("root", path, "{}").status()).isEqualTo(400);
        assertThat(cloud.put("root", path, "{\"status\": \"on\"}").status()).isEqualTo(400);
        String force =
                "{\"host\": \"compute-2\", \"binary\": \"nova-compute\", \"forced_down\": true}";
        assertThat(cloud.send("PUT", "root", "2.11", "/os-services/force-down", force).status())
                .isEqualTo(501);
        assertThat(cloud.send("PUT", "root", "2.10", "/os-services/force-down", force).status())
                .isEqualTo(404);
        assertThat(cloud.delete("root", path).status()).isEqualTo(409);
        assertThat(cloud.get("root", "/os-services?nonsense=1").status()).isEqualTo(400);
        assertThat(get("2.10", "/os-services").json().at("/services/0").has("forced_down"))
                .isFalse();
    }
}
