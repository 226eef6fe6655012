package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The unmodified {@code openstack} command, where it is installed. */
@Tag("sql")
class OpenstackClientTest {
    private static final Path COMMAND = Path.of("/usr/bin/openstack");

    @TempDir Path folder;
    private ImageCloud cloud;
    private FakeIdentity identity;

    @Test
    void theCommandsOfAnImagesLifeWork() throws Exception {
        assumeTrue(Files.isExecutable(COMMAND), "the openstack command is not installed here");
        byte[] bytes = ImageCloud.bytes(300_000);
        Path file = Files.write(folder.resolve("tiny.qcow2"), bytes);
        Path saved = folder.resolve("saved");
        try (ImageCloud running = new ImageCloud(TestDatabase.fresh(folder.resolve("db")));
                FakeIdentity known = new FakeIdentity("http://127.0.0.1:" + running.port())) {
            cloud = running;
            identity = known;

            JsonNode created =
                    json(
                            "image create tiny --disk-format qcow2 --public --min-disk 1 --tag small"
                                    + " --property os_admin_user=bastide --file "
                                    + file);
            assertThat(created.path("name").asText()).isEqualTo("tiny");
            String id = json("image show tiny").path("id").asText();
            assertThat(cloud.status(id)).isEqualTo("active");

            run("image save tiny --file " + saved);
            assertThat(Files.readAllBytes(saved)).isEqualTo(bytes);

            run("image set tiny --name web --property colour=red --min-ram 64 --tag new");
            run("image unset web --property os_admin_user --tag small");
            JsonNode shown = json("image show web");
            assertThat(shown.path("min_ram").asInt()).isEqualTo(64);
            assertThat(shown.path("tags")).hasSize(1);
            assertThat(shown.path("properties").path("colour").asText()).isEqualTo("red");
            assertThat(shown.path("properties").has("os_admin_user")).isFalse();

            JsonNode listed = json("image list --public --property colour=red");
            assertThat(listed.findValuesAsText("Name")).containsExactly("web");

            run("image delete web");
            assertThat(json("image list")).isEmpty();
            ImageCloud.await(() -> cloud.node.names().isEmpty());
        }
    }

    private JsonNode json(String command) throws IOException, InterruptedException {
        return ImageCloud.JSON.readTree(run(command + " -f json"));
    }

    private String run(String command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(COMMAND.toString()));
        words.addAll(Arrays.asList(command.split(" ")));
        words.addAll(List.of("--os-auth-url", identity.url(), "--os-project-name", "admin"));
        words.addAll(List.of("--os-username", "admin", "--os-password", "secret"));
        words.addAll(
                List.of("--os-user-domain-id", "default", "--os-project-domain-id", "default"));
        Path errors = folder.resolve("errors");
        Process process =
                new ProcessBuilder(words)
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .redirectError(errors.toFile())
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + ": " + Files.readString(errors)).isZero();
        return output;
    }
}
