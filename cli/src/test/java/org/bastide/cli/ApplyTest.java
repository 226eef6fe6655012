package org.bastide.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

class ApplyTest {
    private static final String WHOLE =
            """
            projects: [{name: demo, description: A demonstration}]
            users:
              - {name: demo, password_file: secrets/demo, project: demo, roles: [{role: member, project: demo}]}
            flavors:
              - {name: tiny, id: "1", ram: 128, vcpus: 1, disk: 1, public: true}
              - {name: small, id: 2, ram: 512, vcpus: 1, disk: 5}
            images:
              - {name: tiny, file: tiny.qcow2, disk_format: qcow2, visibility: public, min_disk: 1, properties: {os_admin_user: bastide}}
            """;

    private FakeCloud cloud;
    private Terminal terminal;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cloud = new FakeCloud();
        terminal = new Terminal(folder).knows(cloud.url());
        terminal.file("secrets/demo", "demo's password\n");
        terminal.file("tiny.qcow2", "QFI and so on");
        terminal.file("cloud.yaml", WHOLE);
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void whatIsMissingIsMade() {
        Terminal.Result result = terminal.type("apply", "cloud.yaml");

        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +[0-9.]+ s +", " | ")))
                .containsExactly(
                        "project  demo | created",
                        "user     demo | created, is now member of demo",
                        "flavor   tiny | created",
                        "flavor   small | created",
                        "image    tiny | created");
        assertThat(cloud.identity.users.get("demo").path("password").asText())
                .isEqualTo("demo's password");
        assertThat(cloud.identity.users.get("demo").path("default_project_id").asText())
                .isEqualTo("project-demo");
        assertThat(cloud.identity.grants)
                .containsExactly("projects/project-demo/users/user-demo/roles/role-member");
        assertThat(cloud.flavors.all.getFirst().path("os-flavor-access:is_public").asBoolean())
                .isTrue();
        ObjectNode image = cloud.images.all.get("image-1");
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("os_admin_user").asText()).isEqualTo("bastide");
        assertThat(cloud.images.contents).containsEntry("image-1", "QFI and so on");
    }

    @Test
    void aSecondRunChangesNothing() {
        terminal.type("apply", "cloud.yaml");
        cloud.changes.clear();

        Terminal.Result result = terminal.type("apply", "cloud.yaml");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).hasSize(5).allMatch(line -> line.endsWith("is there"));
        assertThat(cloud.changes).isEmpty();
    }

    @Test
    void anImageWhoseUploadWasCutOffGetsItsBytes() {
        cloud.images.add("tiny", "queued");

        Terminal.Result result = terminal.type("apply", "cloud.yaml");

        assertThat(result.out()).contains("uploaded again");
        assertThat(cloud.images.all).hasSize(1);
        assertThat(cloud.images.contents).containsKey("image-1");
    }

    @Test
    void anotherProjectsImageOfTheSameNameDoesNotCount() {
        cloud.images.add("tiny", "active").put("owner", "somebody else");

        terminal.type("apply", "cloud.yaml");

        assertThat(cloud.images.contents).containsOnlyKeys("image-2");
    }

    @Test
    void otherContentStaysUnlessItIsToBeReplaced() throws IOException {
        terminal.type("apply", "cloud.yaml");
        terminal.file("tiny.qcow2", "QFI and more of it");

        Terminal.Result kept = terminal.type("apply", "cloud.yaml");
        terminal.file(
                "cloud.yaml", WHOLE.replace("file: tiny.qcow2", "file: tiny.qcow2, replace: true"));
        Terminal.Result replaced = terminal.type("apply", "cloud.yaml");
        Terminal.Result again = terminal.type("apply", "cloud.yaml");

        assertThat(kept.out()).contains("is there, but differs from the file");
        assertThat(replaced.out()).contains("created, others of its name deleted");
        assertThat(cloud.images.all).containsOnlyKeys("image-2");
        assertThat(again.out().lines().toList().getLast()).endsWith("is there");
    }

    @Test
    void aFlavorThatDiffersIsSaidToAndStays() {
        cloud.flavors.all.add(
                FakeCloud.object()
                        .put("id", "1")
                        .put("name", "tiny")
                        .put("ram", 64)
                        .put("vcpus", 1)
                        .put("disk", 1));

        Terminal.Result result = terminal.type("apply", "cloud.yaml");

        assertThat(result.out()).contains("is there, but differs: ram is 64");
    }

    @Test
    void flavorsAreSoughtBeyondTheFirstPage() {
        for (int i = 0; i < 700; i++) {
            cloud.flavors.all.add(FakeCloud.object().put("id", "f" + i).put("name", "flavor" + i));
        }
        cloud.flavors.all.add(
                FakeCloud.object()
                        .put("id", "2")
                        .put("name", "small")
                        .put("ram", 512)
                        .put("vcpus", 1)
                        .put("disk", 5));

        terminal.type("apply", "cloud.yaml");

        assertThat(cloud.flavors.all).hasSize(702);
    }

    @Test
    void allThatIsWrongInTheFileIsSaidAtOnceAndNothingIsDone() throws IOException {
        terminal.file(
                "cloud.yaml",
                """
                project: []
                users: [{name: demo, password_file: nowhere}]
                flavors: [{name: tiny, ram: much, vcpus: 0}]
                images: [{file: nowhere.img, disk_format: raw, properties: {owner: me}}]
                """);

        Terminal.Result result = terminal.type("apply", "cloud.yaml");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "cloud.yaml:",
                        "project: is not known here",
                        "users[0].password_file: "
                                + terminal.folder.resolve("nowhere")
                                + " does not exist",
                        "flavors[0].ram: is not a whole number of at least 1",
                        "flavors[0].vcpus: is not a whole number of at least 1",
                        "flavors[0].disk: is missing",
                        "images[0].file: ",
                        "images[0].properties.owner: is a field of the image",
                        "images[0].name: is missing");
        assertThat(cloud.tokensGiven()).isZero();
    }

    @Test
    void aRefusalNamesWhatCouldNotBeDoneAndWhy() throws IOException {
        terminal.file("secrets/demo", "weak");

        Terminal.Result result = terminal.type("apply", "cloud.yaml");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("project  demo");
        assertThat(result.err())
                .isEqualToIgnoringNewLines(
                        "bastide: cannot create user demo: 400 The password is too weak. (req-1)");
    }

    @Test
    void aRefusedUploadIsSaidAndTheNextRunCompletesIt() throws IOException {
        terminal.file("tiny.qcow2", "bad");

        Terminal.Result refused = terminal.type("apply", "cloud.yaml");
        terminal.file("tiny.qcow2", "QFI");
        Terminal.Result accepted = terminal.type("apply", "cloud.yaml");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err())
                .contains("tiny.qcow2 to image tiny: 415 The content is not qcow2.");
        assertThat(accepted.out()).contains("uploaded again");
    }

    @Test
    void aCloudThatIsUnavailableAtFirstIsWaitedFor() {
        cloud.unavailable(2);
        assertThat(terminal.type("apply", "cloud.yaml").status()).isEqualTo(3);

        cloud.unavailable(2);
        assertThat(terminal.type("apply", "cloud.yaml", "--wait", "20").status()).isZero();
    }

    @Test
    void aCloudThatRefusesConnectionsAtFirstIsWaitedFor() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        terminal.knows("http://127.0.0.1:" + port);
        CompletableFuture<Terminal.Result> result =
                CompletableFuture.supplyAsync(
                        () -> terminal.type("apply", "cloud.yaml", "--wait", "20"));

        try (FakeCloud late = new FakeCloud(port)) {
            assertThat(result.join().err()).isEmpty();
            assertThat(late.identity.projects).containsOnlyKeys("demo");
        }
    }
}
