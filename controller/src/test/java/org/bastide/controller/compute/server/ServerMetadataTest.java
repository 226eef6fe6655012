package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.compute.ServerCloud;
import org.bastide.controller.compute.ServerCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Metadata, tags and locks of servers. */
@Tag("sql")
class ServerMetadataTest {
    @TempDir static Path folder;
    private static ServerCloud cloud;
    private static String path;
    private static String id;

    @BeforeAll
    static void start() {
        cloud = new ServerCloud(folder);
        cloud.computeNode("compute-1");
        id = cloud.active("web");
        path = "/servers/" + id;
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void metadataIsMergedReplacedChangedAndDeleted() {
        cloud.put("ann", path + "/metadata", "{\"metadata\": {\"a\": \"1\"}}");
        Answer merged = cloud.post("ann", path + "/metadata", "{\"metadata\": {\"b\": \"2\"}}");
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.json().path("metadata")).hasSize(2);

        Answer put = cloud.put("ann", path + "/metadata/a", "{\"meta\": {\"a\": \"3\"}}");
        assertThat(put.at("/meta/a")).isEqualTo("3");
        assertThat(cloud.get("ann", path + "/metadata/a").at("/meta/a")).isEqualTo("3");
        assertThat(cloud.delete("ann", path + "/metadata/a").status()).isEqualTo(204);
        assertThat(cloud.delete("ann", path + "/metadata/a").status()).isEqualTo(404);
        assertThat(cloud.get("ann", path + "/metadata/a").status()).isEqualTo(404);
        assertThat(cloud.get("ann", path + "/metadata").json().path("metadata")).hasSize(1);
        assertThat(cloud.server(id).at("/metadata/b").asText()).isEqualTo("2");
    }

    @Test
    void metadataThatIsWrongOrTooMuchIsRefused() {
        String many =
                IntStream.range(0, 129)
                        .mapToObj(i -> "\"k%d\": \"v\"".formatted(i))
                        .collect(Collectors.joining(", "));
        Answer over = cloud.post("ann", path + "/metadata", "{\"metadata\": {" + many + "}}");
        assertThat(over.status()).isEqualTo(403);
        assertThat(over.message()).contains("128");
        String create = ServerCloud.newServer("m", ", \"metadata\": {" + many + "}");
        assertThat(cloud.post("ann", "/servers", create).status()).isEqualTo(403);
        for (String body :
                new String[] {
                    "{}",
                    "{\"metadata\": null}",
                    "{\"metadata\": {\"a\": 1}}",
                    "{\"metadata\": {\"a/b\": \"1\"}}",
                    "{\"metadata\": {\"a\": \"1\"}, \"b\": 1}",
                    "[]"
                }) {
            assertThat(cloud.post("ann", path + "/metadata", body).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(cloud.put("ann", path + "/metadata/a", "{\"meta\": {\"b\": \"1\"}}").status())
                .isEqualTo(400);
        assertThat(
                        cloud.put(
                                        "ann",
                                        path + "/metadata/a",
                                        "{\"meta\": {\"a\": \"1\", \"b\": \"1\"}}")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void tagsAreAddedReplacedAndDeleted() {
        assertThat(cloud.put("ann", path + "/tags", "{\"tags\": [\"a\", \"b\", \"a\"]}").json())
                .hasToString("{\"tags\":[\"a\",\"b\"]}");
        Answer added = cloud.put("ann", path + "/tags/c", "");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.headers().firstValue("Location").orElse("")).endsWith(path + "/tags/c");
        assertThat(cloud.put("ann", path + "/tags/c", "").status()).isEqualTo(204);
        assertThat(cloud.get("ann", path + "/tags/c").status()).isEqualTo(204);
        assertThat(cloud.delete("ann", path + "/tags/c").status()).isEqualTo(204);
        assertThat(cloud.get("ann", path + "/tags/c").status()).isEqualTo(404);
        assertThat(cloud.delete("ann", path + "/tags/c").status()).isEqualTo(404);
        assertThat(cloud.get("ann", path + "/tags").json()).hasToString("{\"tags\":[\"a\",\"b\"]}");
        assertThat(cloud.put("ann", path + "/tags/x%2Fy", "").status()).isEqualTo(400);
        assertThat(cloud.put("ann", path + "/tags/" + "x".repeat(61), "").status()).isEqualTo(400);
        assertThat(cloud.put("ann", path + "/tags", "{}").status()).isEqualTo(400);
        assertThat(cloud.put("ann", path + "/tags", "{\"tags\": [\"x/y\"]}").status())
                .isEqualTo(400);
        assertThat(cloud.send("GET", "ann", "2.25", path + "/tags", "").status()).isEqualTo(404);

        String full =
                IntStream.range(0, 50)
                        .mapToObj(i -> "\"t%d\"".formatted(i))
                        .collect(Collectors.joining(", "));
        assertThat(cloud.put("ann", path + "/tags", "{\"tags\": [" + full + "]}").status())
                .isEqualTo(200);
        assertThat(cloud.put("ann", path + "/tags/one-more", "").status()).isEqualTo(400);
        assertThat(cloud.delete("ann", path + "/tags").status()).isEqualTo(204);
        assertThat(cloud.get("ann", path + "/tags").json().path("tags")).isEmpty();
    }

    @Test
    void aLockedServerIsChangedByAdministratorsAlone() {
        assertThat(cloud.act("ann", id, "{\"lock\": {\"locked_reason\": \"hands off\"}}").status())
                .isEqualTo(202);
        assertThat(cloud.server(id).path("locked").asBoolean()).isTrue();
        assertThat(cloud.server(id).path("locked_reason").asText()).isEqualTo("hands off");

        assertThat(cloud.act("ann", id, "{\"os-stop\": null}").status()).isEqualTo(409);
        assertThat(cloud.delete("ann", path).status()).isEqualTo(409);
        Answer metadata = cloud.post("ann", path + "/metadata", "{\"metadata\": {\"b\": \"2\"}}");
        assertThat(metadata.status()).isEqualTo(409);
        assertThat(metadata.message()).isEqualTo("Instance %s is locked".formatted(id));
        assertThat(cloud.act("root", id, "{\"os-stop\": null}").status()).isEqualTo(202);
        cloud.awaitStatus(id, "SHUTOFF");
        cloud.act("root", id, "{\"os-start\": null}");
        cloud.awaitStatus(id, "ACTIVE");

        assertThat(cloud.act("ann", id, "{\"unlock\": null}").status()).isEqualTo(202);
        assertThat(cloud.server(id).path("locked").asBoolean()).isFalse();
        assertThat(cloud.act("ann", id, "{\"lock\": {\"reason\": 1}}").status()).isEqualTo(400);
        assertThat(cloud.act("ann", id, "{\"lock\": {}}").status()).isEqualTo(400);
    }

    @Test
    void onlyAnAdministratorUnlocksWhatOneOfAnotherProjectHasLocked() {
        cloud.act("ops", id, "{\"lock\": null}");

        assertThat(cloud.act("ann", id, "{\"unlock\": null}").status()).isEqualTo(403);
        assertThat(cloud.act("ops", id, "{\"unlock\": null}").status()).isEqualTo(202);
    }
}
