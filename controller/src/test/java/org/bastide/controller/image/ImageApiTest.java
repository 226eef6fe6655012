package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bastide.controller.image.ImageCloud.bytes;

import org.bastide.common.http.Problem;
import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ImageApiTest {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

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

    private static String create(String token, String body) {
        var answer = cloud.post(token, "/v2/images", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    @Test
    void aNewImageShowsWhatItWasGivenAndWhatItHasNot() {
        var answer =
                cloud.post(
                        "alice",
                        "/v2/images",
                        """
                        {"name": "web", "disk_format": "qcow2", "container_format": "bare", "min_disk": 3,
                         "tags": ["a", "b", "a"], "os_admin_user": "bastide"}
                        """);

        assertThat(answer.status()).isEqualTo(201);
        var image = answer.json();
        String id = image.path("id").asText();
        assertThat(answer.response().headers().firstValue("Location"))
                .contains("http://127.0.0.1:%d/image/v2/images/%s".formatted(cloud.port(), id));
        assertThat(image.path("status").asText()).isEqualTo("queued");
        assertThat(image.path("visibility").asText()).isEqualTo("shared");
        assertThat(image.path("owner").asText()).isEqualTo("alice");
        assertThat(image.path("os_admin_user").asText()).isEqualTo("bastide");
        assertThat(image.path("tags")).hasSize(2);
        assertThat(image.path("size").isNull()).isTrue();
        assertThat(image.path("protected").booleanValue()).isFalse();
        assertThat(image.path("created_at").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
        assertThat(image.path("file").asText()).isEqualTo("/v2/images/" + id + "/file");
        assertThat(cloud.get("alice", "/v2/images/" + id).json()).isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    {"disk_format": "floppy"}                 | 400 | disk_format
                    {"container_format": 7}                   | 400 | container_format
                    {"min_ram": -1}                           | 400 | min_ram
                    {"min_disk": "much"}                      | 400 | min_disk
                    {"visibility": "secret"}                  | 400 | visibility
                    {"protected": "perhaps"}                  | 400 | protected
                    {"tags": "a"}                             | 400 | tags
                    {"tags": [1]}                             | 400 | tags/0
                    {"colour": 7}                             | 400 | colour
                    {"id": "mine"}                            | 400 | id
                    {"name": "a\\u0000b"}                     | 400 | name
                    {"status": "active"}                      | 403 | status
                    {"checksum": "00"}                        | 403 | checksum
                    {"os_hash_value": "00"}                   | 403 | os_hash_value
                    {"locations": []}                         | 403 | locations
                    {"owner": "bob"}                          | 403 | bob
                    {"visibility": "public"}                  | 403 | publicize_image
                    []                                        | 400 | body
                    {"name": }                                | 400 | Malformed
                    """)
    void aWrongImageIsRefusedByTheNameOfItsField(String body, int status, String named) {
        var answer = cloud.post("alice", "/v2/images", body);

        assertThat(answer.status()).as(answer.message()).isEqualTo(status);
        assertThat(answer.message()).contains(named);
    }

    @Test
    void anIdIsGivenOnceEvenAfterTheImageIsGone() {
        String id = create("alice", "{\"id\": \"11111111-1111-4111-8111-111111111111\"}");
        String again = "{\"id\": \"%s\"}".formatted(id);
        assertThat(cloud.post("bob", "/v2/images", again).status()).isEqualTo(409);

        cloud.delete("alice", id);

        assertThat(cloud.post("bob", "/v2/images", again).status()).isEqualTo(409);
        ImageCloud.await(() -> cloud.post("bob", "/v2/images", again).status() == 409 && gone(id));
    }

    private static boolean gone(String id) {
        return cloud.database.read(
                        tx ->
                                tx.number(
                                        "SELECT count(*) FROM image_history WHERE id = :id",
                                        Map.of("id", id)))
                == 1;
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
        String id = create("alice", "{\"name\": \"old\", \"colour\": \"red\", \"tags\": [\"t\"]}");

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
        String id = create("alice", "{\"colour\": \"red\"}");
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

    @Test
    void aProtectedImageIsNotDeleted() {
        String id = create("alice", "{\"protected\": true}");

        var answer = cloud.delete("alice", id);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).contains("is protected");
    }

    @Test
    void tagsComeAndGo() {
        String id = create("alice", "{}");
        String tag = "/v2/images/" + id + "/tags/blue%20sky";

        assertThat(send("alice", "PUT", tag)).isEqualTo(204);
        assertThat(cloud.get("alice", "/v2/images/" + id).json().path("tags").path(0).asText())
                .isEqualTo("blue sky");
        assertThat(send("alice", "DELETE", tag)).isEqualTo(204);
        assertThat(send("alice", "DELETE", tag)).isEqualTo(404);
    }

    private static int send(String token, String method, String path) {
        return cloud.send(token, method, path, "application/octet-stream", new byte[0]).status();
    }

    @Test
    void anotherProjectsImageIsInvisible() {
        String id = cloud.active("alice", bytes(10));
        String path = "/v2/images/" + id;

        assertThat(cloud.get("bob", path).status()).isEqualTo(404);
        assertThat(cloud.get("bob", path + "/file").status()).isEqualTo(404);
        assertThat(cloud.upload("bob", id, bytes(1)).status()).isEqualTo(404);
        assertThat(cloud.patch("bob", id, "[]").status()).isEqualTo(404);
        assertThat(cloud.delete("bob", id).status()).isEqualTo(404);
        assertThat(ids("bob", "")).doesNotContain(id);
        assertThat(cloud.get("admin", path).status()).isEqualTo(200);
        assertThat(ids("admin", "")).contains(id);
        assertThat(cloud.get("reader", path + "/file").status()).isEqualTo(200);
        assertThat(cloud.delete("reader", id).status()).isEqualTo(403);
    }

    @Test
    void aPublicImageIsEveryonesToReadAndItsOwnersToChange() {
        String id = create("admin", "{\"visibility\": \"public\"}");

        assertThat(ids("bob", "")).contains(id);
        assertThat(cloud.patch("bob", id, "[]").status()).isEqualTo(403);
        assertThat(cloud.delete("bob", id).status()).isEqualTo(403);
    }

    @Test
    void aCommunityImageIsListedOnlyForThoseWhoAsk() {
        String id = create("alice", "{\"visibility\": \"community\"}");

        assertThat(cloud.get("bob", "/v2/images/" + id).status()).isEqualTo(200);
        assertThat(ids("alice", "")).contains(id);
        assertThat(ids("bob", "")).doesNotContain(id);
        assertThat(ids("bob", "?visibility=community")).contains(id);
        assertThat(ids("bob", "?visibility=all")).contains(id);
    }

    @Test
    void aDeactivatedImageIsReadByAdministratorsOnly() {
        String id = cloud.active("alice", bytes(10));
        String path = "/v2/images/" + id;

        assertThat(send("alice", "POST", path + "/actions/deactivate")).isEqualTo(403);
        assertThat(send("admin", "POST", path + "/actions/deactivate")).isEqualTo(204);
        assertThat(cloud.status(id)).isEqualTo("deactivated");
        assertThat(cloud.get("alice", path + "/file").status()).isEqualTo(403);
        assertThat(cloud.get("admin", path + "/file").status()).isEqualTo(200);
        assertThat(send("admin", "POST", path + "/actions/reactivate")).isEqualTo(204);
        assertThat(cloud.get("alice", path + "/file").status()).isEqualTo(200);
    }

    private static List<String> ids(String token, String query) {
        var answer = cloud.get(token, "/v2/images" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("images").findValuesAsText("id");
    }

    @Test
    void listsAreFilteredByFieldsAndProperties() {
        String one = create("bob", "{\"name\": \"f1\", \"mark\": \"x\", \"tags\": [\"t\", \"u\"]}");
        String two = create("bob", "{\"name\": \"f2\", \"mark\": \"x\", \"min_ram\": 5}");
        String hidden = create("bob", "{\"name\": \"f3\", \"mark\": \"x\", \"os_hidden\": true}");

        assertThat(ids("bob", "?mark=x&sort=name:asc")).containsExactly(one, two);
        assertThat(ids("bob", "?mark=x&name=in:f1,f3")).containsExactly(one);
        assertThat(ids("bob", "?mark=x&tag=t&tag=u")).containsExactly(one);
        assertThat(ids("bob", "?mark=x&min_ram=5")).containsExactly(two);
        assertThat(ids("bob", "?mark=x&os_hidden=True")).containsExactly(hidden);
        assertThat(ids("bob", "?mark=x&size_min=1")).isEmpty();
        assertThat(ids("bob", "?mark=x&status=queued&protected=false")).hasSize(2);
        assertThat(ids("bob", "?mark=x&created_at=gt:2020-01-01T00:00:00Z")).hasSize(2);
        assertThat(ids("bob", "?mark=x&created_at=lt:2020-01-01T00:00:00Z")).isEmpty();
        for (String wrong :
                List.of(
                        "visibility=x",
                        "size_min=x",
                        "protected=x",
                        "created_at=x",
                        "created_at=at:x",
                        "sort_key=colour",
                        "sort_dir=up",
                        "limit=-1",
                        "marker=" + UNKNOWN)) {
            assertThat(cloud.get("bob", "/v2/images?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void pagesJoinToTheWholeList() {
        for (int i = 0; i < 5; i++) {
            create("bob", "{\"name\": \"p%d\", \"series\": \"p\"}".formatted(i));
        }
        List<String> whole = ids("bob", "?series=p&sort_key=name&sort_dir=asc");

        List<String> joined = new java.util.ArrayList<>();
        String next = "/v2/images?series=p&sort_key=name&sort_dir=asc&limit=2";
        while (!next.isEmpty()) {
            var page = cloud.get("bob", next).json();
            joined.addAll(page.path("images").findValuesAsText("id"));
            next = page.path("next").asText();
        }

        assertThat(whole).hasSize(5);
        assertThat(joined).isEqualTo(whole);
    }

    @Test
    void aStrangerGetsNoAnswerButTheVersions() {
        for (String route :
                List.of(
                        "POST /v2/images",
                        "GET /v2/images",
                        "GET /v2/images/" + UNKNOWN,
                        "PATCH /v2/images/" + UNKNOWN,
                        "DELETE /v2/images/" + UNKNOWN,
                        "PUT /v2/images/" + UNKNOWN + "/file",
                        "GET /v2/images/" + UNKNOWN + "/file",
                        "PUT /v2/images/" + UNKNOWN + "/tags/t",
                        "DELETE /v2/images/" + UNKNOWN + "/tags/t",
                        "POST /v2/images/" + UNKNOWN + "/actions/deactivate",
                        "POST /v2/images/" + UNKNOWN + "/actions/reactivate",
                        "GET /v2/schemas/image",
                        "GET /v2/schemas/images")) {
            String[] words = route.split(" ");
            assertThat(send("stranger", words[0], words[1])).as(route).isEqualTo(401);
        }
        assertThat(cloud.get("stranger", "").status()).isEqualTo(300);
        assertThat(cloud.get("stranger", "/").status()).isEqualTo(300);
        assertThat(cloud.get("stranger", "/versions").status()).isEqualTo(200);
        assertThat(
                        cloud.get("stranger", "/versions")
                                .json()
                                .at("/versions/0/links/0/href")
                                .asText())
                .isEqualTo("http://127.0.0.1:%d/image/v2/".formatted(cloud.port()));
    }

    @Test
    void theSchemaNamesEveryFieldOfAnImage() {
        var schema = cloud.get("alice", "/v2/schemas/image").json();
        var image = cloud.get("alice", "/v2/images/" + create("alice", "{}")).json();

        assertThat(schema.path("properties").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(() -> image.fieldNames());
    }

    @Test
    void aServerBootsOnlyFromWhatItsOwnerSeesAndIsActive() {
        String active = cloud.active("alice", bytes(10));
        String queued = cloud.queued("alice");
        var alice = ImageCloud.caller("alice").orElseThrow();
        var bob = ImageCloud.caller("bob").orElseThrow();
        var images = cloud.images();

        BootImage boot = cloud.database.read(tx -> images.forBoot(tx, alice, active));

        assertThat(boot.virtualSize()).isEqualTo(100);
        assertThat(boot.diskFormat()).isEqualTo("qcow2");
        assertThatThrownBy(() -> cloud.database.read(tx -> images.forBoot(tx, bob, active)))
                .isInstanceOf(Problem.class)
                .hasMessage("Can not find requested image");
        assertThatThrownBy(() -> cloud.database.read(tx -> images.forBoot(tx, alice, queued)))
                .isInstanceOf(Problem.class)
                .hasMessage("Image %s is not active.".formatted(queued));
        Map<String, String> names =
                cloud.database.read(tx -> images.images(tx, List.of(active, UNKNOWN)));
        assertThat(names).isEqualTo(Map.of(active, "tiny"));
    }

    @Test
    void whatAPersonSeesChangeIsInTheLedger() {
        String id = cloud.active("alice", bytes(10));
        cloud.patch("alice", id, "[{\"op\": \"add\", \"path\": \"/a\", \"value\": \"b\"}]");
        cloud.delete("alice", id);

        List<String> kinds =
                cloud.database.read(
                        tx ->
                                tx.list(
                                        "SELECT kind FROM event WHERE resource_id = :id ORDER BY sequence",
                                        Map.of("id", id),
                                        row -> row.string("kind")));
        assertThat(kinds)
                .containsExactly("image.create", "image.upload", "image.update", "image.delete");
    }
}
