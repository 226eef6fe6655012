package org.bastide.controller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.node.Join;
import org.bastide.common.node.JoinToken;
import org.bastide.common.node.NodeIdentity;
import org.bastide.common.tls.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Random;

/** Enrolment over HTTPS, as agents do it. */
@Tag("sql")
@Timeout(60)
class JoinTest {
    @TempDir Path folder;

    private NodeCloud cloud;

    @BeforeEach
    void start() {
        cloud = new NodeCloud(folder).startApi();
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    private void refused(JoinToken token, String status) {
        Path state = folder.resolve("refused");

        assertThatThrownBy(() -> Join.join(token, state))
                .isInstanceOf(Join.Refused.class)
                .hasMessageContaining("answered " + status);
        assertThat(NodeIdentity.exists(state)).isFalse();
        assertThat(cloud.database.read(cloud.nodes::all)).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aServerWithATokenBecomesANodeOfItsRegion() throws IOException {
        NodeIdentity identity =
                Join.join(cloud.invite(NodeRole.COMPUTE, "compute-1"), folder.resolve("n"));

        assertThat(identity.region()).isEqualTo("North");
        assertThat(NodeIdentity.load(folder.resolve("n"))).isEqualTo(identity);
        assertThat(cloud.database.read(cloud.nodes::all))
                .singleElement()
                .satisfies(
                        node -> {
                            assertThat(node.id()).isEqualTo(identity.id());
                            assertThat(node.name()).isEqualTo("compute-1");
                            assertThat(node.state()).isEqualTo(NodeState.ENROLLED);
                        });
    }

    @Test
    void aTokenServesOnce() throws IOException {
        JoinToken token = cloud.invite(NodeRole.COMPUTE, "compute-1");
        Join.join(token, folder.resolve("n"));

        refused(token, "403");
    }

    @Test
    void aTokenServesForItsNodeAndRoleOnly() throws IOException {
        JoinToken token = cloud.invite(NodeRole.COMPUTE, "compute-1");

        refused(changed(token, "storage", "compute-1", token.secret()), "403");
        refused(changed(token, "compute", "compute-2", token.secret()), "403");
        refused(changed(token, "compute", "compute-1", "guessed"), "403");
        refused(changed(token, "controller", "compute-1", token.secret()), "400");
        refused(changed(token, "compute", "Not A Name", token.secret()), "400");

        Join.join(token, folder.resolve("n"));
    }

    private static JoinToken changed(JoinToken token, String role, String name, String secret) {
        return new JoinToken(token.url(), token.fingerprint(), role, name, secret);
    }

    @Test
    void aTokenEndsAfterAnHour() {
        JoinToken token = cloud.invite(NodeRole.COMPUTE, "compute-1");

        cloud.later(Duration.ofMinutes(61));

        refused(token, "403");
    }

    @Test
    void aNodeThatJoinsAgainKeepsItsIdAndItsOldCertificateEnds() throws IOException {
        NodeIdentity before = cloud.join(NodeRole.COMPUTE, "compute-1");
        NodeIdentity after = cloud.join(NodeRole.COMPUTE, "compute-1");

        assertThat(after.id()).isEqualTo(before.id());
        assertThat(cloud.nodes.authenticate(before.chain().getFirst())).isEmpty();
        assertThat(cloud.nodes.authenticate(after.chain().getFirst())).isPresent();
    }

    @Test
    void aNodeDoesNotChangeItsRole() {
        cloud.join(NodeRole.COMPUTE, "compute-1");

        refused(cloud.invite(NodeRole.STORAGE, "compute-1"), "409");
    }

    @Test
    void aNodeDoesNotJoinACloudThatItsTokenIsNotOf() {
        JoinToken token = cloud.invite(NodeRole.COMPUTE, "compute-1");
        JoinToken foreign =
                new JoinToken(
                        token.url(), "00".repeat(32), token.role(), token.name(), token.secret());

        assertThatThrownBy(() -> Join.join(foreign, folder.resolve("n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not the cloud");
        assertThat(folder.resolve("n")).doesNotExist();
    }

    @Test
    void aNodeDoesNotJoinUnderANameThatTheServersCertificateHasNot() {
        JoinToken token = cloud.invite(NodeRole.COMPUTE, "compute-1");
        JoinToken elsewhere =
                new JoinToken(
                        token.url().replace("localhost", "127.0.0.1"),
                        token.fingerprint(),
                        token.role(),
                        token.name(),
                        token.secret());

        assertThatThrownBy(() -> Join.join(elsewhere, folder.resolve("n")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDamagedRequestIsRefusedAndLeavesTheTokenGood() throws Exception {
        JoinToken token = cloud.invite(NodeRole.COMPUTE, "compute-1");
        KeyPair keys = Keys.generate();
        String good = Keys.certificationRequest(keys, "compute-1");
        Random random = new Random(7);
        try (HttpClient client =
                HttpClient.newBuilder()
                        .sslContext(
                                Keys.context(
                                        keys.getPrivate(),
                                        cloud.authority.node(good, "x", "compute", "x"),
                                        cloud.authority.root()))
                        .build()) {
            for (int i = 0; i < 200; i++) {
                int at = random.nextInt(good.length() - 1);
                String damaged =
                        good.substring(0, at)
                                + "AZ-=\n0".charAt(random.nextInt(6))
                                + good.substring(at + 1 + random.nextInt(2));
                String body =
                        "{\"role\": \"compute\", \"name\": \"compute-1\", \"secret\": \"%s\", \"certificationRequest\": \"%s\"}"
                                .formatted(
                                        token.secret(),
                                        damaged.replace("\n", "\\n").replace("\r", ""));
                HttpRequest request =
                        HttpRequest.newBuilder(URI.create(token.url() + "/bastide/v1/join"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build();
                HttpResponse<String> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 201) {
                    return; // the damage was none: a line's end more or less
                }
                assertThat(answer.statusCode()).as(damaged + answer.body()).isEqualTo(400);
            }
        }

        Join.join(token, folder.resolve("n"));
    }

    @Test
    void filesOfAnIdentityAreTheirOwnersOnly() throws IOException {
        cloud.join(NodeRole.COMPUTE, "compute-1");

        for (String file : new String[] {"node.json", "node.key", "node.pem", "root.pem"}) {
            assertThat(Files.getPosixFilePermissions(folder.resolve("compute-1").resolve(file)))
                    .as(file)
                    .hasSize(2);
        }
    }
}
