package org.bastide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.api.Patience;
import org.bastide.cli.api.Service;
import org.bastide.cli.api.Session;
import org.bastide.cli.cloud.Clouds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

class NodeCommandsTest {
    private FakeCloud cloud;
    private Terminal terminal;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cloud = new FakeCloud();
        terminal = new Terminal(folder).knows(cloud.url());
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void aNodeTokenIsAllThatIsPrinted() {
        Terminal.Result result =
                terminal.type("node", "token", "--role", "compute", "--name", "compute-1");

        assertThat(result.out()).isEqualTo("compute/compute-1" + System.lineSeparator());
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void aRoleThatNoNodeHasIsRefusedBeforeAnythingIsAsked() {
        Terminal.Result result =
                terminal.type("node", "token", "--role", "coffee", "--name", "compute-1");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--role").contains("coffee");
        assertThat(cloud.tokensGiven()).isZero();
    }

    @Test
    void nodesAreATableOrJson() {
        node("compute-1", "up").putArray("degraded").add("libvirt is stuck");
        node("storage-1", "down");

        assertThat(terminal.type("node", "list").out().lines())
                .containsExactly(
                        "NAME       ROLE     STATE  RELEASE  ADDRESS   DEGRADED",
                        "compute-1  compute  up     1.0      10.0.0.7  libvirt is stuck",
                        "storage-1  compute  down   1.0      10.0.0.7");
        assertThat(terminal.type("node", "list", "--format", "json").out())
                .startsWith("[ {")
                .contains("\"seen_at\" : \"2026-01-01T00:00:00Z\"");
    }

    @Test
    void waitingEndsOnceEnoughNodesAreUp() {
        node("compute-1", "up");
        node("compute-2", "up");
        node("compute-3", "down");

        Terminal.Result result = terminal.type("wait", "nodes", "--count", "2", "--timeout", "5");

        assertThat(result.status()).isZero();
        assertThat(result.out()).startsWith("2 nodes are up");
    }

    @Test
    void waitingInVainSaysWhichNodesAreNotUp() {
        node("compute-1", "up");
        node("compute-2", "joined");

        Terminal.Result result = terminal.type("wait", "nodes", "--count", "2", "--timeout", "0");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("1 of 2 nodes").contains("compute-2 is joined");
    }

    @Test
    void anExpiredTokenIsReplacedOnce() {
        Surroundings around =
                new Surroundings(terminal.environment, terminal.folder, terminal.folder);
        Session session =
                new Session(new Clouds(around).find(Optional.empty()), Patience.of(Duration.ZERO));
        session.get(Service.BASTIDE, "/nodes").expect("list", 200);

        cloud.revoke();

        assertThat(session.get(Service.BASTIDE, "/nodes").status()).isEqualTo(200);
        assertThat(cloud.tokensGiven()).isEqualTo(2);
    }

    private ObjectNode node(String name, String state) {
        return cloud.nodes
                .withArray("nodes")
                .addObject()
                .put("name", name)
                .put("role", "compute")
                .put("state", state)
                .put("release", "1.0")
                .put("address", "10.0.0.7")
                .put("seen_at", "2026-01-01T00:00:00Z");
    }
}
