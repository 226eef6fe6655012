package org.bastide.controller.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.Heartbeat;
import org.bastide.common.link.Messages;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.link.NodeMessage;
import org.bastide.common.node.NodeIdentity;
import org.bastide.common.tls.Keys;
import org.bastide.common.tls.Pem;
import org.bastide.controller.Eventually;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who gets no link, or loses it. */
@Tag("sql")
@Timeout(60)
class LinkRefusalTest {
    @TempDir Path folder;

    private final RecordedEvents events = new RecordedEvents();
    private final FakeNode agent = new FakeNode();
    private final Warnings warnings = new Warnings(LinkListener.class);
    private final Warnings sessions = new Warnings(LinkSession.class);
    private NodeCloud cloud;
    private NodeIdentity identity;

    @BeforeEach
    void start() {
        cloud = new NodeCloud(folder, events).startApi();
        identity = cloud.join(NodeRole.STORAGE, "storage-1");
    }

    @AfterEach
    void stop() {
        warnings.close();
        sessions.close();
        cloud.close();
    }

    private void isRefused(NodeIdentity with, String warning) {
        try (NodeLinks node = new NodeLinks(cloud.vertx, with, agent)) {
            node.start();

            Eventually.holds("refused: " + warning, () -> warnings.anyHas(warning));
            assertThat(node.isConnected()).isFalse();
            assertThat(events.seen).isEmpty();
        }
    }

    @Test
    void aCertificateOfAnotherCloudIsRefusedInTheHandshake() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        try (Database other = TestDatabase.fresh(elsewhere.resolve("db"))) {
            CertificateAuthority foreign = NodeCloud.authority(other, elsewhere);
            KeyPair keys = Keys.generate();
            String request = Keys.certificationRequest(keys, "storage-1");

            isRefused(
                    new NodeIdentity(
                            identity.id(),
                            identity.name(),
                            identity.region(),
                            identity.controllers(),
                            keys.getPrivate(),
                            foreign.node(request, identity.id(), "storage", "storage-1"),
                            identity.root()),
                    "a link was refused");
        }
    }

    @Test
    void aServersCertificateOfThisCloudIsNoNodes() {
        CertificateAuthority.Certified server = cloud.authority.linkServer(List.of("storage-1"));

        isRefused(
                new NodeIdentity(
                        identity.id(),
                        identity.name(),
                        identity.region(),
                        identity.controllers(),
                        server.keys().getPrivate(),
                        server.chain(),
                        identity.root()),
                "a link was refused");
    }

    @Test
    void aNodeThatIsNotEnrolledAnyMoreIsRefused() {
        cloud.database.write(tx -> tx.update("DELETE FROM node", Map.of()));

        isRefused(identity, "no node has certificate");
    }

    @Test
    void whoShowsNoCertificateIsRefused() {
        WebSocketClientOptions options =
                new WebSocketClientOptions()
                        .setSsl(true)
                        .setTrustOptions(
                                new PemTrustOptions()
                                        .addCertValue(
                                                Buffer.buffer(
                                                        Pem.write(List.of(identity.root())))));
        var connecting =
                cloud.vertx
                        .createWebSocketClient(options)
                        .connect(cloud.links.port(), "localhost", "/link");

        Eventually.holds("refused", connecting::failed);
        Eventually.holds("warned", () -> warnings.anyHas("a link was refused"));
    }

    @Test
    void whoDoesNotBeginWithAHelloIsCutOff() {
        WebSocket socket = raw();

        say(socket, new Heartbeat(List.of()));

        Eventually.holds("closed", socket::isClosed);
        assertThat(sessions.anyHas("did not begin with a hello")).isTrue();
        assertThat(events.seen).isEmpty();
    }

    @Test
    void whoSpeaksNoVersionOfTheLinkIsCutOff() {
        WebSocket socket = raw();

        socket.writeTextMessage(
                Messages.write(agent.hello()).replace("\"protocol\":1", "\"protocol\":0"));

        Eventually.holds("closed", socket::isClosed);
        assertThat(events.seen).isEmpty();
    }

    @Test
    void whoReadsTooSlowlyIsCutOff() {
        WebSocket socket = raw();
        socket.pause();
        say(socket, agent.hello());
        assertThat(events.next()).isEqualTo("linked storage-1");
        NodeLink link = cloud.links.find(identity.id()).orElseThrow();
        GuestDirective large =
                new GuestDirective(
                        1, "x".repeat(1024 * 1024), 1, GuestMode.ABSENT, 0, 0, Optional.empty());

        for (int i = 0; i < 200; i++) {
            link.send(large);
        }

        Eventually.holds("cut", link::isEnded);
        assertThat(events.next()).isEqualTo("unlinked storage-1");
    }

    private static void say(WebSocket socket, NodeMessage message) {
        socket.writeTextMessage(Messages.write(message));
    }

    /** A node's socket without a node. */
    private WebSocket raw() {
        WebSocketClientOptions options =
                new WebSocketClientOptions()
                        .setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions()
                                        .setCertValue(Buffer.buffer(Pem.write(identity.chain())))
                                        .setKeyValue(Buffer.buffer(Pem.write(identity.key()))))
                        .setTrustOptions(
                                new PemTrustOptions()
                                        .addCertValue(
                                                Buffer.buffer(
                                                        Pem.write(List.of(identity.root())))));
        return cloud.vertx
                .createWebSocketClient(options)
                .connect(cloud.links.port(), "localhost", "/link")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
