package org.bastide.controller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.controller.lease.Lease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** When a node counts as down. */
@Tag("sql")
class LivenessTest {
    private static final Lease FIRST = new Lease("liveness", 1);
    private static final Lease SECOND = new Lease("liveness", 2);

    @TempDir Path folder;

    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 5);
    private NodeCloud cloud;
    private FakeLinks links;
    private Liveness liveness;
    private String node;

    @BeforeEach
    void start() {
        cloud = new NodeCloud(folder);
        links = new FakeLinks(cloud.nodes);
        liveness = new Liveness(cloud.database, cloud.nodes, links, ticks::get);
        node = links.join(NodeCloud.caller(Set.of("admin")), "compute-1");
        links.link(node(), new FakeNode().hello(), ignored -> {});
        epoch(1);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private void epoch(long epoch) {
        cloud.database.write(
                tx -> {
                    tx.update("DELETE FROM lease", Map.of());
                    tx.update(
                            "INSERT INTO lease (duty, holder, address, epoch, until) VALUES ('liveness', '', '', :epoch, :until)",
                            Map.of("epoch", epoch, "until", Instant.EPOCH));
                });
    }

    private Node node() {
        return cloud.database.<Optional<Node>>read(tx -> cloud.nodes.find(tx, node)).orElseThrow();
    }

    private void later(long seconds) {
        ticks.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void aNodeIsDownAfterAWholePatienceOfSilence() {
        links.unlink(node());

        liveness.run(FIRST);
        later(14);
        liveness.run(FIRST);
        assertThat(node().state()).isEqualTo(NodeState.UP);
        later(2);
        liveness.run(FIRST);

        assertThat(node().state()).isEqualTo(NodeState.DOWN);
    }

    @Test
    void aNodeThatComesBackInTimeIsNotDown() {
        links.unlink(node());
        liveness.run(FIRST);
        later(14);
        links.link(node(), new FakeNode().hello(), ignored -> {});
        liveness.run(FIRST);
        links.unlink(node());
        later(14);
        liveness.run(FIRST);

        assertThat(node().state()).isEqualTo(NodeState.UP);
    }

    @Test
    void aNewHolderWaitsAWholePatienceOfItsOwn() {
        links.unlink(node());
        liveness.run(FIRST);
        later(14);
        epoch(2);
        liveness.run(SECOND);
        later(14);
        liveness.run(SECOND);

        assertThat(node().state()).isEqualTo(NodeState.UP);
    }

    @Test
    void aDeposedHolderDeclaresNobodyDown() {
        links.unlink(node());
        liveness.run(FIRST);
        epoch(2);
        later(16);

        assertThatThrownBy(() -> liveness.run(FIRST)).isInstanceOf(Lease.Lost.class);

        assertThat(node().state()).isEqualTo(NodeState.UP);
    }
}
