package org.bastide.computenode;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.Answer;
import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.NodeMessage;
import org.bastide.common.link.OpenChannel;
import org.bastide.common.link.Query;
import org.bastide.common.link.SyncEnd;
import org.bastide.common.link.TaskDirective;
import org.bastide.common.link.UnknownMessage;
import org.bastide.common.link.Unsupported;
import org.bastide.common.link.Work;
import org.bastide.common.tls.Keys;
import org.bastide.computenode.libvirt.DomainState;
import org.bastide.computenode.libvirt.DomainStatus;
import org.bastide.computenode.simulated.SimulatedHypervisor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What a controller hears of a node. */
class ComputeNodeHandlerTest {
    private static final String GUEST = "6a1c2c0c-6f0a-4c3b-9a53-4f5d1c1f0001";

    @TempDir private Path state;
    private final SimulatedHypervisor hypervisor = new SimulatedHypervisor();
    private final Said said = new Said();
    private ComputeNode node;

    @BeforeEach
    void startNode() {
        node =
                new ComputeNode(
                        new ComputeNodeConfig(
                                state, "simulated", Optional.of(Duration.ofSeconds(1))),
                        hypervisor,
                        Keys.generate().getPrivate(),
                        new ComputeNode.Links(() -> true, said::send),
                        Instant::now);
        node.start();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void helloSaysWhatTheMachineIsAndWhatRunsThere() {
        hypervisor.put(GUEST, DomainStatus.of(DomainState.RUNNING));

        var hello = node.handler().hello();

        assertThat(hello.inventory().orElseThrow().vcpus()).isEqualTo(4);
        assertThat(hello.inventory().orElseThrow().hypervisor()).isEqualTo("qemu");
        assertThat(hello.boot()).isNotBlank();
        assertThat(hello.guests())
                .containsExactly(
                        new GuestObservation(GUEST, 0, GuestState.RUNNING, Optional.empty(), 0, 0));
    }

    @Test
    void aNodeWithoutItsHypervisorIsDegraded() {
        assertThat(node.handler().heartbeat().degraded()).isEmpty();

        hypervisor.lose(true);

        assertThat(node.handler().heartbeat().degraded())
                .containsExactly("libvirt does not answer");
        assertThat(node.handler().hello().guests()).isEmpty();
    }

    @Test
    void theConsoleLogOfAStoppedGuestIsRead() throws IOException {
        Path log = state.resolve("guests").resolve(GUEST).resolve("console.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "one\ntwo\n");

        ask(7, GUEST, 1);

        assertThat(said.messages)
                .containsExactly(new Answer(7, Optional.of("two\n"), Optional.empty()));
    }

    @Test
    void aQuestionAboutNoGuestIsAProblemAndNotAPath() {
        ask(1, GUEST, 5);
        ask(2, "../../../etc", 5);

        assertThat(said.messages)
                .hasSize(2)
                .allSatisfy(message -> assertThat(((Answer) message).problem()).isPresent());
    }

    @Test
    void whatIsNotForAComputeNodeIsUnsupported() {
        Work work = new Work.EnsureDisk("disk", Optional.empty(), 1, "");

        node.handler().receive(new TaskDirective(1, "task", 1, work), said);
        node.handler().receive(new OpenChannel("channel", "image"), said);
        node.handler().receive(new UnknownMessage(), said);
        node.handler().receive(new SyncEnd(), said);

        assertThat(said.messages)
                .containsExactly(
                        new Unsupported(Optional.of("task")),
                        new Unsupported(Optional.of("channel")),
                        new Unsupported(Optional.empty()));
    }

    @Test
    void aDirectiveForNoUuidIsUnsupported() {
        node.handler()
                .receive(
                        new GuestDirective(1, "../x", 1, GuestMode.ABSENT, 0, 0, Optional.empty()),
                        said);

        assertThat(said.messages).containsExactly(new Unsupported(Optional.of("../x")));
    }

    private void ask(long id, String guest, int lines) {
        node.handler()
                .receive(new Query(id, Query.Kind.CONSOLE_LOG, guest, OptionalInt.of(lines)), said);
    }

    /** A link that remembers what is sent. */
    private static final class Said implements ControllerLink {
        private final List<NodeMessage> messages = new ArrayList<>();

        @Override
        public void send(NodeMessage message) {
            messages.add(message);
        }

        @Override
        public InputStream get(String channel) throws IOException {
            throw new IOException("no channels here");
        }

        @Override
        public void put(String channel, InputStream body, long length) throws IOException {
            throw new IOException("no channels here");
        }
    }
}
