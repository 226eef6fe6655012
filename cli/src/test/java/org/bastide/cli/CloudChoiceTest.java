package org.bastide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;

class CloudChoiceTest {
    private FakeCloud cloud;
    private Terminal terminal;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cloud = new FakeCloud();
        terminal = new Terminal(folder);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void theOnlyCloudOfTheFileInThisFolderIsTaken() throws IOException {
        terminal.knows(cloud.url());

        assertThat(terminal.type("node", "list").status()).isZero();
        assertThat(terminal.type("--cloud", "admin", "node", "list").status()).isZero();
        assertThat(terminal.type("node", "list", "--cloud", "admin").status()).isZero();
    }

    @Test
    void theNamedFileGoesBeforeTheOneInTheHomeFolder() throws IOException {
        terminal.knows(cloud.url());
        Files.createDirectories(terminal.folder.resolve("elsewhere"));
        Path named =
                Files.move(
                        terminal.folder.resolve("clouds.yaml"),
                        terminal.folder.resolve("elsewhere/mine.yaml"));
        terminal.file("home/.config/openstack/clouds.yaml", "clouds: {other: {}}");

        assertThat(terminal.type("node", "list").err()).contains("cloud 'other'");
        terminal.environment.put("OS_CLIENT_CONFIG_FILE", named.toString());
        assertThat(terminal.type("node", "list").status()).isZero();
    }

    @Test
    void aPasswordMayStandInSecureYaml() throws IOException {
        terminal.knows(cloud.url());
        Path file = terminal.folder.resolve("clouds.yaml");
        Files.writeString(
                file, Files.readString(file).replace("password: " + FakeCloud.PASSWORD, ""));

        assertThat(terminal.type("node", "list").err()).contains("password is missing");
        terminal.file(
                "secure.yaml",
                "clouds: {admin: {auth: {password: %s}}}".formatted(FakeCloud.PASSWORD));
        assertThat(terminal.type("node", "list").status()).isZero();
    }

    @Test
    void theEnvironmentAloneIsEnough() {
        terminal.environment.put("OS_AUTH_URL", cloud.url() + "/identity");
        terminal.environment.put("OS_USERNAME", "admin");
        terminal.environment.put("OS_PASSWORD", FakeCloud.PASSWORD);
        terminal.environment.put("OS_PROJECT_NAME", "admin");
        terminal.environment.put("OS_USER_DOMAIN_NAME", "Default");

        assertThat(terminal.type("node", "list").status()).isZero();
    }

    @Test
    void anUnknownCloudIsAnsweredWithTheKnownOnes() throws IOException {
        terminal.knows(cloud.url());

        Terminal.Result result = terminal.type("--cloud", "demo", "node", "list");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("no cloud 'demo'").contains("admin");
    }

    @Test
    void aWrongPasswordIsSaidButNotShown() throws IOException {
        terminal.knows(cloud.url());
        Path file = terminal.folder.resolve("clouds.yaml");
        Files.writeString(
                file, Files.readString(file).replace(FakeCloud.PASSWORD, "wrong-password"));

        Terminal.Result result = terminal.type("node", "list");

        assertThat(result.status()).isEqualTo(4);
        assertThat(result.err())
                .isEqualToIgnoringNewLines(
                        "bastide: cannot authenticate as admin: 401 The request you have made"
                                + " requires authentication. (req-1)");
    }

    @Test
    void aFileThatIsNoYamlIsNamedButNotQuoted() throws IOException {
        terminal.file("clouds.yaml", "clouds: {admin: {auth: {password: hidden-password");

        Terminal.Result result = terminal.type("node", "list");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("clouds.yaml: not YAML at line 1");
        assertThat(result.err()).doesNotContain("hidden-password");
    }

    @Test
    void aCertificateFileThatHoldsNoneIsNamed() throws IOException {
        terminal.knows(cloud.url());
        Path pem = terminal.file("ca.pem", "");
        Path file = terminal.folder.resolve("clouds.yaml");
        Files.writeString(file, Files.readString(file) + "    cacert: " + pem + "\n");

        Terminal.Result result = terminal.type("node", "list");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("cacert " + pem);
    }

    @Test
    void aCloudThatIsNotThereIsUnreachable() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        terminal.knows("http://127.0.0.1:" + port);

        Terminal.Result result = terminal.type("node", "list");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.err())
                .isEqualToIgnoringNewLines(
                        "bastide: no answer from http://127.0.0.1:%d/: connection refused"
                                .formatted(port));
    }
}
