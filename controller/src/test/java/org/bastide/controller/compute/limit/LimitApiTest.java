package org.bastide.controller.compute.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.controller.compute.ComputeCloud;
import org.bastide.controller.compute.quota.Use;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

@Tag("sql")
class LimitApiTest {
    @TempDir Path folder;
    private ComputeCloud cloud;

    @BeforeEach
    void start() {
        cloud = new ComputeCloud(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private JsonNode absolute(String user, String version, String query) {
        return cloud.get(user, version, "/limits" + query).json().at("/limits/absolute");
    }

    @Test
    void limitsAreShownBesideWhatIsUsed() {
        cloud.use("blue", new Use(2, 4, 2048));

        JsonNode limits = absolute("ann", "2.57", "?reserved=1");

        assertThat(limits.path("maxTotalInstances").asInt()).isEqualTo(10);
        assertThat(limits.path("totalInstancesUsed").asInt()).isEqualTo(2);
        assertThat(limits.path("totalCoresUsed").asInt()).isEqualTo(4);
        assertThat(limits.path("totalRAMUsed").asInt()).isEqualTo(2048);
        assertThat(limits.size()).isEqualTo(11);
    }

    @Test
    void olderVersionsShowMore() {
        assertThat(absolute("ann", "2.56", "").path("maxPersonality").asInt()).isEqualTo(5);
        assertThat(absolute("ann", "2.38", "").has("maxImageMeta")).isTrue();
        assertThat(absolute("ann", "2.39", "").has("maxImageMeta")).isFalse();
        assertThat(absolute("ann", "2.35", "").has("maxTotalFloatingIps")).isTrue();
        assertThat(absolute("ann", "2.36", "").has("maxTotalFloatingIps")).isFalse();
    }

    @Test
    void anotherProjectsLimitsAreForAdmins() {
        cloud.use("red", new Use(1, 1, 512));

        assertThat(absolute("root", "2.79", "?tenant_id=red").path("totalRAMUsed").asInt())
                .isEqualTo(512);
        assertThat(cloud.get("ann", "2.79", "/limits?tenant_id=red").status()).isEqualTo(403);
        assertThat(cloud.get("ann", "2.79", "/limits?tenant_id=blue").status()).isEqualTo(200);
        assertThat(cloud.get("ann", "2.79", "/limits?colour=red").status()).isEqualTo(400);
    }
}
