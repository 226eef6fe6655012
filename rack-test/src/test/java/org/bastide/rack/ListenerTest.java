package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The address that clients are given. Of a controller that restarts they notice that a call takes
 * longer; only those that were being answered when it was killed break.
 */
@RackTest
@ExtendWith(SharedRack.class)
class ListenerTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String PID = "cat /run/bastide/bastide-controller.pid";
    private static final String PATH = "/compute/v2.1/servers";

    private Rack rack;
    private Cloud demo;

    @BeforeEach
    void take(Rack shared) {
        rack = shared;
        demo = rack.cloud("demo");
    }

    @Test
    void aClientThatIsGivenTheBareAddressFindsTheServices() {
        Client client = new Client(rack, "demo");

        client.run("--os-auth-url " + demo.url() + " server list");
        client.run("--os-auth-url " + demo.url() + "/ image list");
    }

    @Test
    void callsWhileAKilledControllerStartsAgainSucceed() {
        String killed = rack.shell("controller-1", PID);

        rack.shell(
                "controller-1",
                "kill -9 %1$s; tail -s 0.02 --pid %1$s -f /dev/null".formatted(killed));

        Rack.await(
                "another controller answers",
                PATIENCE,
                () -> {
                    expectAnswer(call());
                    return !rack.shell("controller-1", PID + " || true").equals(killed);
                });
    }

    /** Longer than what any TCP proxy tries by itself. */
    @Test
    void aCallWhileTheControllerIsAwayForSomeSecondsWaitsAndSucceeds() {
        rack.shell("controller-1", "bastide-service stop bastide-controller");
        CompletableFuture<Shell.Result> call = CompletableFuture.supplyAsync(this::call);

        rack.shell("controller-1", "sleep 6; bastide-service start bastide-controller");

        expectAnswer(call.join());
    }

    private Shell.Result call() {
        return rack.curl(demo, PATH, List.of("-w", " %{http_code}"));
    }

    private static void expectAnswer(Shell.Result call) {
        assertThat(call.orFail()).endsWith(" 200");
    }
}
