package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever is killed while servers are made or run: nothing is lost, stuck, doubled, orphaned. */
@RackTest
@ExtendWith(SharedRack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryTest {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** When it happens. */
    enum Moment {
        DURING_A_CREATE,
        AFTER_A_CREATE
    }

    private Rack rack;
    private Cloud cloud;
    private Guests guests;
    private String image;
    private Live before;

    /** A server that runs on each node through all of this. */
    private final Map<String, String> steady = new HashMap<>();

    @BeforeAll
    void startSteadyServers(Rack shared) {
        rack = shared;
        cloud = rack.cloud("admin");
        guests = new Guests(rack);
        image =
                cloud.get("/image/v2/images?name=tiny")
                        .body()
                        .path("images")
                        .path(0)
                        .path("id")
                        .asText();
        for (String node : guests.nodes()) {
            steady.put(node, create("steady-" + node, Map.of("host", node)));
        }
        steady.values().forEach(server -> cloud.await(server, PATIENCE, "ACTIVE"));
        before = Live.seen(rack);
    }

    @AfterAll
    void removeSteadyServers() {
        steady.values().forEach(server -> cloud.remove(server, PATIENCE));
    }

    static Stream<Arguments> table() {
        return Arrays.stream(Fault.values())
                .flatMap(
                        fault ->
                                Arrays.stream(Moment.values())
                                        .map(moment -> Arguments.of(fault, moment)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("table")
    void everythingEndsWellWithout(Fault fault, Moment moment) {
        Map<String, String> processes = steadyProcesses();
        String host = fault.server().startsWith("compute-") ? fault.server() : "compute-1";
        List<String> created =
                List.of(create("one", Map.of("host", host)), create("other", Map.of("host", host)));
        if (moment == Moment.AFTER_A_CREATE) {
            created.forEach(server -> cloud.await(server, PATIENCE, "ACTIVE"));
        }

        fault.strike(rack);

        created.forEach(this::expectAnEnd);
        created.forEach(server -> cloud.remove(server, PATIENCE));
        Live.awaitNothingBeyond(before, rack, PATIENCE);
        expectSteadyServersToRun(fault, processes);
    }

    private String create(String name, Map<String, String> more) {
        return cloud.create(name, image, "1", more);
    }

    /** It runs, once and with a console, or it says why it does not. */
    private void expectAnEnd(String server) {
        JsonNode shown = cloud.await(server, PATIENCE, "ACTIVE", "ERROR");
        if (shown.path("status").asText().equals("ERROR")) {
            assertThat(shown.path("fault").path("message").asText()).isNotBlank();
            assertThat(guests.processes(server)).hasSizeLessThanOrEqualTo(1);
            return;
        }
        expectToRunOnce(server);
    }

    private void expectToRunOnce(String server) {
        Rack.await(
                "server " + server + " runs and says something",
                PATIENCE,
                () ->
                        List.copyOf(guests.domains(server).values()).equals(List.of("running"))
                                && !console(server).isBlank());
        assertThat(guests.processes(server)).hasSize(1);
        assertThat(guests.processes(server).values()).noneMatch(pids -> pids.contains("\n"));
    }

    private String console(String server) {
        return cloud.post(
                        "/compute/v2.1/servers/" + server + "/action",
                        Cloud.JSON.createObjectNode().set("os-getConsoleOutput", null))
                .body()
                .path("output")
                .asText();
    }

    private Map<String, String> steadyProcesses() {
        Map<String, String> processes = new HashMap<>();
        steady.forEach(
                (node, server) ->
                        processes.put(node, guests.processes(server).getOrDefault(node, "")));
        assertThat(processes.values()).doesNotContain("");
        return processes;
    }

    /** The same processes, but on a server that was cut: there others, by themselves. */
    private void expectSteadyServersToRun(Fault fault, Map<String, String> processes) {
        steady.forEach(
                (node, server) -> {
                    cloud.await(server, PATIENCE, "ACTIVE");
                    if (fault.cuts(node)) {
                        expectToRunOnce(server);
                    } else {
                        assertThat(guests.processes(server))
                                .isEqualTo(Map.of(node, processes.get(node)));
                    }
                });
    }
}
