package org.bastide.controller.compute.zone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.controller.compute.ComputeCloud;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

@Tag("sql")
class ZoneApiTest {
    @TempDir Path folder;

    @Test
    void adminsSeeWhichHostsMakeAZoneAvailable() {
        try (ComputeCloud cloud = new ComputeCloud(folder)) {
            cloud.zone(
                    new Zone(
                            "nova",
                            List.of(
                                    new Zone.Host("compute-1", true, true, ComputeCloud.NOW),
                                    new Zone.Host("compute-2", true, false, ComputeCloud.NOW))));
            cloud.zone(
                    new Zone(
                            "south",
                            List.of(new Zone.Host("compute-3", false, false, ComputeCloud.NOW))));

            JsonNode seen = cloud.get("ann", "2.79", "/os-availability-zone").json();
            JsonNode detail = cloud.get("root", "2.79", "/os-availability-zone/detail").json();

            assertThat(seen.toString())
                    .isEqualTo(
                            """
                            {"availabilityZoneInfo":[\
                            {"zoneName":"nova","zoneState":{"available":true},"hosts":null},\
                            {"zoneName":"south","zoneState":{"available":false},"hosts":null}]}""");
            JsonNode hosts = detail.at("/availabilityZoneInfo/0/hosts");
            assertThat(hosts.size()).isEqualTo(1);
            assertThat(hosts.at("/compute-1/nova-compute/available").asBoolean()).isTrue();
            assertThat(hosts.at("/compute-1/nova-compute/updated_at").asText())
                    .isEqualTo("2026-01-02T03:04:05.678901");
        }
    }
}
