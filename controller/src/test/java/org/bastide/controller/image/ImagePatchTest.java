package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bastide.controller.image.ImageCloud.bytes;

import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

@Tag("sql")
class ImagePatchTest {
    @TempDir static Path folder;
    private static ImageCloud cloud;

    @BeforeAll
    static void start() {
        cloud = new ImageCloud(TestDatabase.fresh(folder));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    [{"op": "replace", "path": "/name", "value": "x"}]              | 200 | "name":"x"
                    [{"op": "add", "path": "/name", "value": null}]                 | 200 | "name":null
                    [{"op": "add", "path": "/new", "value": "x"}]                   | 200 | "new":"x"
                    [{"op": "add", "path": "/a~1b~0c", "value": "x"}]               | 200 | "a/b~c":"x"
                    [{"op": "replace", "path": "/colour", "value": "x"}]            | 200 | "colour":"x"
                    [{"op": "add", "path": "/colour", "value": "x"}]                | 200 | "colour":"x"
                    [{"op": "remove", "path": "/colour"}]                           | 200 | "name":"old"
                    [{"op": "replace", "path": "/tags", "value": ["x"]}]            | 200 | "tags":["x"]
                    [{"op": "replace", "path": "/min_disk", "value": 9}]            | 200 | "min_disk":9
                    [{"op": "replace", "path": "/protected", "value": true}]        | 200 | "protected":true
                    [{"op": "replace", "path": "/disk_format", "value": "raw"}]     | 200 | "disk_format":"raw"
                    [{"op": "replace", "path": "/visibility", "value": "community"}]| 200 | "visibility":"community"
                    [{"op": "replace", "path": "/visibility", "value": "public"}]   | 403 | publicize_image
                    [{"op": "replace", "path": "/status", "value": "active"}]       | 403 | 'status' is read-only
                    [{"op": "add", "path": "/id", "value": "x"}]                    | 403 | 'id' is read-only
                    [{"op": "replace", "path": "/size", "value": 1}]                | 403 | 'size' is read-only
                    [{"op": "add", "path": "/deleted", "value": "x"}]               | 403 | 'deleted' is reserved
                    [{"op": "add", "path": "/os_glance_x", "value": "x"}]           | 403 | is reserved
                    [{"op": "replace", "path": "/owner", "value": "bob"}]           | 403 | owner
                    [{"op": "remove", "path": "/name"}]                             | 403 | may not be removed
                    [{"op": "remove", "path": "/absent"}]                           | 409 | absent does not exist
                    [{"op": "replace", "path": "/absent", "value": "x"}]            | 409 | absent does not exist
                    [{"op": "replace", "path": "/min_disk", "value": "x"}]          | 400 | min_disk
                    [{"op": "add", "path": "/new", "value": 7}]                     | 400 | new
                    [{"op": "replace", "path": "/name"}]                            | 400 | value
                    [{"op": "move", "path": "/name", "value": "x"}]                 | 400 | Operations must be
                    [{"path": "/name", "value": "x"}]                               | 400 | op
                    [{"op": "replace", "path": "name", "value": "x"}]               | 400 | does not start with
                    [{"op": "replace", "path": "/name/x", "value": "x"}]            | 400 | Invalid JSON pointer
                    [{"op": "replace", "path": "/na~me", "value": "x"}]             | 400 | Invalid JSON pointer
                    [7]                                                             | 400 | /0
                    {}                                                              | 400 | JSON array
                    """)
    void aPatchDoesWhatItsTableSays(String patch, int status, String says) {
        String id =
                cloud.created(
                        "alice", "{\"name\": \"old\", \"colour\": \"red\", \"tags\": [\"t\"]}");

        var answer = cloud.patch("alice", id, patch);

        String body = answer.text();
        assertThat(answer.status()).as(body).isEqualTo(status);
        assertThat(body).contains(says);
        if (status != 200) {
            assertThat(cloud.get("alice", "/v2/images/" + id).json().path("name").asText())
                    .isEqualTo("old");
        }
    }

    @Test
    void aPatchIsOfAMediaType() {
        String id = cloud.created("alice", "{\"colour\": \"red\"}");
        byte[] old = "[{\"add\": \"/colour\", \"value\": \"x\"}]".getBytes(StandardCharsets.UTF_8);

        var unknown = cloud.send("alice", "PATCH", "/v2/images/" + id, "application/json", old);
        assertThat(unknown.status()).isEqualTo(415);
        assertThat(unknown.response().headers().firstValue("Accept-Patch")).isPresent();
        assertThat(
                        cloud.send(
                                        "alice",
                                        "PATCH",
                                        "/v2/images/" + id,
                                        ImageChange.FIRST_FORM,
                                        old)
                                .status())
                .isEqualTo(409);
    }

    @Test
    void aFormatStaysOnceThereAreBytes() {
        String id = cloud.active("alice", bytes(10));

        var answer =
                cloud.patch(
                        "alice",
                        id,
                        "[{\"op\": \"replace\", \"path\": \"/disk_format\", \"value\": \"raw\"}]");

        assertThat(answer.status()).isEqualTo(403);
    }
}
