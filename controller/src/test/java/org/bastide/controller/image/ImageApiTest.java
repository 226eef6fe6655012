package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bastide.controller.image.ImageCloud.bytes;

import org.bastide.common.http.Problem;
import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

@Tag("sql")
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
        String id = cloud.created("alice", "{\"id\": \"11111111-1111-4111-8111-111111111111\"}");
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

    @Test
    void aProtectedImageIsNotDeleted() {
        String id = cloud.created("alice", "{\"protected\": true}");

        var answer = cloud.delete("alice", id);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.message()).contains("is protected");
    }

    @Test
    void tagsComeAndGo() {
        String id = cloud.created("alice", "{}");
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
        assertThat(cloud.ids("bob", "")).doesNotContain(id);
        assertThat(cloud.get("admin", path).status()).isEqualTo(200);
        assertThat(cloud.ids("admin", "")).contains(id);
        assertThat(cloud.get("reader", path + "/file").status()).isEqualTo(200);
        assertThat(cloud.delete("reader", id).status()).isEqualTo(403);
    }

    @Test
    void aPublicImageIsEveryonesToReadAndItsOwnersToChange() {
        String id = cloud.created("admin", "{\"visibility\": \"public\"}");

        assertThat(cloud.ids("bob", "")).contains(id);
        assertThat(cloud.patch("bob", id, "[]").status()).isEqualTo(403);
        assertThat(cloud.delete("bob", id).status()).isEqualTo(403);
    }

    @Test
    void aCommunityImageIsListedOnlyForThoseWhoAsk() {
        String id = cloud.created("alice", "{\"visibility\": \"community\"}");

        assertThat(cloud.get("bob", "/v2/images/" + id).status()).isEqualTo(200);
        assertThat(cloud.ids("alice", "")).contains(id);
        assertThat(cloud.ids("bob", "")).doesNotContain(id);
        assertThat(cloud.ids("bob", "?visibility=community")).contains(id);
        assertThat(cloud.ids("bob", "?visibility=all")).contains(id);
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
        var image = cloud.get("alice", "/v2/images/" + cloud.created("alice", "{}")).json();

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
