package org.bastide.controller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.http.Problem;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.Heartbeat;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.link.SyncEnd;
import org.bastide.common.link.UnknownMessage;
import org.bastide.common.link.Welcome;
import org.bastide.common.node.NodeIdentity;
import org.bastide.controller.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** A node and a controller, over TLS. */
@Tag("sql")
@Timeout(60)
class LinkTest {
    @TempDir Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private final FakeNode agent = new FakeNode();
    private NodeCloud cloud;
    private NodeIdentity identity;
    private NodeLinks node;

    @BeforeEach
    void start() {
        cloud = new NodeCloud(folder, events).startApi();
        identity = cloud.join(NodeRole.COMPUTE, "compute-1");
        node = new NodeLinks(cloud.vertx, identity, agent);
    }

    @AfterEach
    void stop() {
        node.close();
        cloud.close();
    }

    private static GuestDirective directive(String guest) {
        return new GuestDirective(1, guest, 1, GuestMode.ABSENT, 0, 0, Optional.empty());
    }

    private static GuestObservation observation(String guest) {
        return new GuestObservation(guest, 1, GuestState.RUNNING, Optional.empty(), 0, 0);
    }

    /** The link, once all that follows a hello is said. */
    private NodeLink linked() {
        node.start();
        assertThat(agent.next()).isInstanceOf(Welcome.class);
        assertThat(agent.next()).isEqualTo(new SyncEnd());
        assertThat(events.next()).isEqualTo("linked compute-1");
        return cloud.links.find(identity.id()).orElseThrow();
    }

    @Test
    void aHelloIsAnsweredByAllThatIsWantedAndItsEnd() {
        events.onLinked = link -> link.send(directive("g"));
        node.start();

        assertThat(agent.next()).isEqualTo(new Welcome(1, "c1", List.of()));
        assertThat(agent.next()).isEqualTo(directive("g"));
        assertThat(agent.next()).isEqualTo(new SyncEnd());
        assertThat(cloud.database.<Optional<Node>>read(tx -> cloud.nodes.find(tx, identity.id())))
                .map(Node::state)
                .contains(NodeState.UP);
    }

    @Test
    void messagesArriveInTheOrderInWhichTheyWereSent() {
        NodeLink link = linked();

        IntStream.range(0, 2000).forEach(i -> link.send(directive("g" + i)));
        IntStream.range(0, 2000).forEach(i -> node.tell(observation("g" + i)));

        for (int i = 0; i < 2000; i++) {
            assertThat(agent.next()).isEqualTo(directive("g" + i));
            assertThat(events.next()).isEqualTo("guest g" + i);
        }
    }

    @Test
    void aQuestionGetsItsAnswerOrAProblem() {
        NodeLink link = linked();
        Duration patience = Duration.ofSeconds(20);

        assertThat(link.consoleLog("talks", OptionalInt.of(5), patience)).isEqualTo("login:");
        assertThatThrownBy(() -> link.consoleLog("mute", OptionalInt.empty(), patience))
                .isInstanceOfSatisfying(Problem.class, LinkTest::isNotFound)
                .hasMessage("no log");
        assertThatThrownBy(
                        () -> link.consoleLog("slow", OptionalInt.empty(), Duration.ofMillis(50)))
                .isInstanceOfSatisfying(Problem.class, LinkTest::isUnavailable);
    }

    @Test
    void aQuestionIsGivenUpAtOnceWhenItsLinkEnds() {
        NodeLink link = linked();
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(
                        () -> link.consoleLog("slow", OptionalInt.empty(), Duration.ofHours(1)),
                        Thread::startVirtualThread);
        agent.next();

        node.close();

        assertThatThrownBy(answer::join).hasRootCauseMessage("Host compute-1 does not answer.");
        assertThatThrownBy(() -> link.consoleLog("a", OptionalInt.empty(), Duration.ofHours(1)))
                .isInstanceOfSatisfying(Problem.class, LinkTest::isUnavailable);
    }

    private static void isNotFound(Problem problem) {
        assertThat(problem.code()).isEqualTo(Problem.Code.NOT_FOUND);
    }

    private static void isUnavailable(Problem problem) {
        assertThat(problem.code()).isEqualTo(Problem.Code.UNAVAILABLE);
    }

    @Test
    void aNodeLinksAgainOnceItsControllerIsBack() {
        linked();
        cloud.links.close();
        assertThat(events.next()).isEqualTo("unlinked compute-1");
        Eventually.holds("the node notices", () -> !node.isConnected());

        cloud.startLinks(events);

        assertThat(events.next()).isEqualTo("linked compute-1");
        assertThat(agent.next()).isInstanceOf(Welcome.class);
    }

    @Test
    void aNewerLinkOfANodeTakesTheOldersPlace() {
        NodeLink older = linked();
        FakeNode again = new FakeNode();

        try (NodeLinks restarted = new NodeLinks(cloud.vertx, identity, again)) {
            restarted.start();
            assertThat(again.next()).isInstanceOf(Welcome.class);

            assertThat(events.next(2)).containsOnlyOnce("linked compute-1", "unlinked compute-1");
            assertThat(older.isEnded()).isTrue();
            node.close(); // or each would go on taking the other's place
            Eventually.holds("the newer one", () -> cloud.links.find(identity.id()).isPresent());
        }
    }

    @Test
    void whatTheNodeDoesNotKnowItSaysSo() {
        try (Warnings warnings = new Warnings(LinkSession.class)) {
            NodeLink link = linked();

            link.send(new UnknownMessage());

            Eventually.holds("told", () -> warnings.anyHas("does not support unknown"));
            assertThat(cloud.links.find(identity.id())).contains(link);
        }
    }

    @Test
    void anOversizedMessageClosesTheLinkAndTheNextOneGoesOn() {
        NodeLink link = linked();

        node.tell(new Heartbeat(List.of("x".repeat(5 * 1024 * 1024))));

        assertThat(events.next()).isEqualTo("unlinked compute-1");
        assertThat(link.isEnded()).isTrue();
        assertThat(events.next()).isEqualTo("linked compute-1");
    }

    @Test
    void aMessageThatCannotBeTakenIsAnsweredByANewHello() {
        linked();
        events.onObserved =
                () -> {
                    events.onObserved = () -> {};
                    throw Problem.unavailable("The database is away; try again.");
                };

        node.tell(observation("g"));

        assertThat(events.next()).isEqualTo("unlinked compute-1");
        assertThat(events.next()).isEqualTo("linked compute-1");
    }
}
