package org.bastide.controller.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.compute.ComputeCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** Walks every route as a stranger, a reader, a member and an admin. */
@Tag("sql")
class CatalogRoutesTest {
    @TempDir static Path folder;
    private static ComputeCloud cloud;

    @BeforeAll
    static void start() {
        cloud = new ComputeCloud(folder);
        cloud.post(
                "root",
                "2.79",
                "/flavors",
                """
                {"flavor": {"id": "f", "name": "f", "vcpus": 1, "ram": 1, "disk": 0,
                            "os-flavor-access:is_public": false}}
                """);
        cloud.post(
                "root",
                "2.79",
                "/flavors/f/action",
                "{\"addTenantAccess\": {\"tenant\": \"blue\"}}");
        cloud.post(
                "root", "2.79", "/flavors/f/os-extra_specs", "{\"extra_specs\": {\"a\": \"b\"}}");
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    GET    | /flavors                      | 200 | 200 | 200 |
                    GET    | /flavors/detail               | 200 | 200 | 200 |
                    GET    | /flavors/f                    | 200 | 200 | 200 |
                    POST   | /flavors                      | 403 | 403 | 409 | {"flavor": {"id": "f", "name": "g", "vcpus": 1, "ram": 1, "disk": 0}}
                    PUT    | /flavors/f                    | 403 | 403 | 200 | {"flavor": {"description": "x"}}
                    DELETE | /flavors/none                 | 403 | 403 | 404 |
                    GET    | /flavors/f/os-flavor-access   | 403 | 403 | 200 |
                    POST   | /flavors/f/action             | 403 | 403 | 409 | {"addTenantAccess": {"tenant": "blue"}}
                    POST   | /flavors/f/action             | 403 | 403 | 404 | {"removeTenantAccess": {"tenant": "red"}}
                    GET    | /flavors/f/os-extra_specs     | 200 | 200 | 200 |
                    GET    | /flavors/f/os-extra_specs/a   | 200 | 200 | 200 |
                    POST   | /flavors/f/os-extra_specs     | 403 | 403 | 200 | {"extra_specs": {"a": "b"}}
                    PUT    | /flavors/f/os-extra_specs/a   | 403 | 403 | 200 | {"a": "b"}
                    DELETE | /flavors/f/os-extra_specs/z   | 403 | 403 | 404 |
                    GET    | /os-keypairs                  | 200 | 200 | 200 |
                    GET    | /os-keypairs/none             | 404 | 404 | 404 |
                    DELETE | /os-keypairs/none             | 404 | 404 | 404 |
                    GET    | /os-keypairs?user_id=bob      | 403 | 403 | 200 |
                    GET    | /os-keypairs/none?user_id=bob | 403 | 403 | 404 |
                    DELETE | /os-keypairs/none?user_id=bob | 403 | 403 | 404 |
                    POST   | /os-keypairs                  | 403 | 403 | 201 | {"keypair": {"name": "k", "user_id": "bob"}}
                    GET    | /limits                       | 200 | 200 | 200 |
                    GET    | /limits?tenant_id=red         | 403 | 403 | 200 |
                    GET    | /os-quota-sets/blue           | 200 | 200 | 200 |
                    GET    | /os-quota-sets/red            | 403 | 403 | 200 |
                    GET    | /os-quota-sets/blue/detail    | 200 | 200 | 200 |
                    GET    | /os-quota-sets/blue/defaults  | 200 | 200 | 200 |
                    PUT    | /os-quota-sets/blue           | 403 | 403 | 200 | {"quota_set": {}}
                    DELETE | /os-quota-sets/blue           | 403 | 403 | 202 |
                    GET    | /os-quota-class-sets/default  | 403 | 403 | 200 |
                    PUT    | /os-quota-class-sets/default  | 403 | 403 | 200 | {"quota_class_set": {}}
                    GET    | /os-availability-zone         | 200 | 200 | 200 |
                    GET    | /os-availability-zone/detail  | 403 | 403 | 200 |
                    GET    | /extensions                   | 200 | 200 | 200 |
                    GET    | /extensions/os-keypairs       | 200 | 200 | 200 |
                    GET    | /extensions/os-nothing        | 404 | 404 | 404 |
                    """)
    void eachMayDoWhatTheirRoleSays(
            String method, String path, int reader, int member, int admin, String given) {
        String body = given == null ? "" : given;

        Answer stranger = cloud.send(method, "", "2.79", path, body);
        assertThat(stranger.status()).isEqualTo(401);
        assertThat(stranger.fault("unauthorized")).isNotEmpty();
        assertThat(cloud.send(method, "forged", "2.79", path, body).status()).isEqualTo(401);
        assertThat(cloud.send(method, "rex", "2.79", path, body).status()).isEqualTo(reader);
        assertThat(cloud.send(method, "ann", "2.79", path, body).status()).isEqualTo(member);
        assertThat(cloud.send(method, "root", "2.79", path, body).status()).isEqualTo(admin);
    }

    @Test
    void theVersionDocumentsAreOpenToAll() {
        Answer list = cloud.send("GET", "", "2.1", "//compute", "");
        Answer shown = cloud.send("GET", "", "2.1", "/", "");

        assertThat(list.json().at("/versions/0/id").asText()).isEqualTo("v2.1");
        assertThat(list.json().at("/versions/0/version").asText()).isEqualTo("2.79");
        assertThat(list.json().at("/versions/0/min_version").asText()).isEqualTo("2.1");
        assertThat(list.json().at("/versions/0/links/0/href").asText())
                .isEqualTo(cloud.root() + "/compute/v2.1/");
        assertThat(shown.json().at("/version/status").asText()).isEqualTo("CURRENT");
        assertThat(shown.json().at("/version/media-types/0/base").asText())
                .isEqualTo("application/json");
        assertThat(cloud.send("GET", "", "2.1", "", "").json()).isEqualTo(shown.json());
    }

    @Test
    void aVersionThatIsNotServedIsNotAcceptable() {
        assertThat(cloud.get("ann", "2.80", "/flavors").status()).isEqualTo(406);
        assertThat(cloud.get("ann", "2.0", "/flavors").status()).isEqualTo(406);
        assertThat(cloud.get("ann", "latest", "/flavors").status()).isEqualTo(200);
    }
}
