package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Servers, images, flavors and keys by the unmodified client and nothing of ours. */
@RackTest
@ExtendWith(SharedRack.class)
class GuestEndToEndTest {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Client demo;
    private Client admin;
    private Rack rack;
    private Guests guests;

    @TempDir private Path files;

    @BeforeEach
    void take(Rack shared) {
        rack = shared;
        guests = new Guests(rack);
        demo = new Client(rack, "demo");
        admin = new Client(rack, "admin");
    }

    @Test
    void aServerBootsObeysAndLeavesNothingButHistory() throws IOException {
        Live before = Live.seen(rack);
        assertThat(demo.run("keypair create e2e")).contains("PRIVATE KEY");
        Path userData = files.resolve("user-data");
        Files.writeString(userData, "#!/bin/sh\necho marker-of-user-data >/dev/console\n");

        demo.run(
                "server create --image tiny --flavor tiny --nic none --wait --key-name e2e --property rack=one --user-data %s e2e"
                        .formatted(userData));

        JsonNode shown = demo.json("server show e2e");
        String id = shown.path("id").asText();
        assertThat(shown.path("status").asText()).isEqualTo("ACTIVE");
        assertThat(shown.path("properties").path("rack").asText()).isEqualTo("one");
        assertThat(shown.path("key_name").asText()).isEqualTo("e2e");
        assertThat(demo.json("server list").findValuesAsText("Name")).contains("e2e");
        awaitConsole(0, "e2e login:", "marker-of-user-data");
        goThroughEachState(id);
        demo.run("server set --name renamed e2e");
        assertThat(demo.json("server show " + id).path("name").asText()).isEqualTo("renamed");
        demo.run("server delete --wait renamed");
        demo.run("keypair delete e2e");

        Live.awaitNothingBeyond(before, rack, PATIENCE);
        JsonNode history = admin.json("server list --deleted --all-projects");
        assertThat(history.findValuesAsText("ID")).contains(id);
        assertThat(demo.fails("server show " + id)).containsPattern("No [Ss]erver");
    }

    /** What the client says, what libvirt says, and that it is still one. */
    private void goThroughEachState(String id) {
        List.of(
                        new Step("server stop", "SHUTOFF", ""),
                        new Step("server start", "ACTIVE", "running"),
                        new Step("server pause", "PAUSED", "paused"),
                        new Step("server unpause", "ACTIVE", "running"),
                        new Step("server suspend", "SUSPENDED", ""),
                        new Step("server resume", "ACTIVE", "running"))
                .forEach(step -> take(id, step.command(), step));
        int length = console(id).length();
        take(id, "server reboot --wait", new Step("", "ACTIVE", "running"));
        awaitConsole(length, "login:");
        take(id, "server reboot --hard --wait", new Step("", "ACTIVE", "running"));
    }

    private record Step(String command, String status, String domain) {}

    private void take(String id, String command, Step step) {
        demo.run(command + " " + id);

        rack.cloud("demo").await(id, PATIENCE, step.status());
        assertThat(List.copyOf(guests.domains(id).values()))
                .as("domains after " + command)
                .isEqualTo(step.domain().isEmpty() ? List.of() : List.of(step.domain()));
    }

    private void awaitConsole(int from, String... texts) {
        Rack.await(
                "the console shows " + String.join(" and ", texts),
                PATIENCE,
                () -> {
                    String console = console("e2e");
                    String news = console.substring(Math.min(from, console.length()));
                    return List.of(texts).stream().allMatch(news::contains);
                });
    }

    private String console(String server) {
        return demo.run("console log show " + server);
    }

    @Test
    void anImageComesBackByteForByte() throws IOException {
        Live before = Live.seen(rack);
        Path sent = files.resolve("sent.qcow2");
        Path got = files.resolve("got.qcow2");
        demo.run("image save --file %s tiny".formatted(sent));

        demo.run("image create --file %s --disk-format qcow2 e2e-image".formatted(sent));

        assertThat(demo.json("image list").findValuesAsText("Name")).contains("e2e-image", "tiny");
        JsonNode shown = demo.json("image show e2e-image");
        assertThat(shown.path("status").asText()).isEqualTo("active");
        assertThat(shown.path("size").asLong()).isEqualTo(Files.size(sent));
        demo.run("image save --file %s e2e-image".formatted(got));
        assertThat(Files.mismatch(sent, got)).isEqualTo(-1);
        demo.run("image delete e2e-image");
        assertThat(demo.fails("image show e2e-image")).contains("No Image found for e2e-image");
        Live.awaitNothingBeyond(before, rack, PATIENCE);
    }

    @Test
    void onlyAdministratorsMakeFlavorsAndSeeHosts() {
        assertThat(demo.fails("flavor create --ram 64 --disk 1 --vcpus 1 e2e-flavor"))
                .contains("403");
        assertThat(demo.fails("hypervisor list")).contains("403");
        assertThat(demo.fails("compute service list")).contains("403");
        assertThat(demo.fails("server list --all-projects")).contains("403");

        admin.run("flavor create --ram 64 --disk 1 --vcpus 1 e2e-flavor");

        assertThat(demo.json("flavor list").findValuesAsText("Name"))
                .contains("e2e-flavor", "tiny");
        admin.run("flavor delete e2e-flavor");
        assertThat(admin.json("hypervisor list").findValuesAsText("Hypervisor Hostname"))
                .contains("compute-1", "compute-2");
        Map<String, Integer> services = new HashMap<>();
        admin.json("compute service list")
                .forEach(one -> services.merge(one.path("State").asText(), 1, Integer::sum));
        assertThat(services).containsOnlyKeys("up");
    }
}
