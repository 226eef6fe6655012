package org.bastide.controller.compute;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** Walks every route of servers as a stranger, another tenant, a reader, a member and an admin. */
@Tag("sql")
class ServerRoutesTest {
    @TempDir static Path folder;
    private static ServerCloud cloud;
    private static String id;

    @BeforeAll
    static void start() {
        cloud = new ServerCloud(folder);
        cloud.computeNode("compute-1");
        id = cloud.active("web");
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
                    GET    | 2.79 | /servers                      | 200 | 200 | 200 | 200 |
                    GET    | 2.79 | /servers/detail               | 200 | 200 | 200 | 200 |
                    POST   | 2.79 | /servers                      | 400 | 403 | 400 | 400 | {"server": {"name": "x", "imageRef": "x", "flavorRef": "x", "networks": "none"}}
                    GET    | 2.79 | /servers/ID                   | 404 | 200 | 200 | 200 |
                    PUT    | 2.79 | /servers/ID                   | 404 | 403 | 200 | 200 | {"server": {"name": "web"}}
                    GET    | 2.79 | /servers/ID/topology          | 404 | 200 | 200 | 200 |
                    GET    | 2.79 | /servers/ID/metadata          | 404 | 200 | 200 | 200 |
                    POST   | 2.79 | /servers/ID/metadata          | 404 | 403 | 200 | 200 | {"metadata": {"a": "b"}}
                    PUT    | 2.79 | /servers/ID/metadata          | 404 | 403 | 200 | 200 | {"metadata": {"a": "b"}}
                    GET    | 2.79 | /servers/ID/metadata/a        | 404 | 200 | 200 | 200 |
                    PUT    | 2.79 | /servers/ID/metadata/a        | 404 | 403 | 200 | 200 | {"meta": {"a": "b"}}
                    DELETE | 2.79 | /servers/ID/metadata/z        | 404 | 403 | 404 | 404 |
                    GET    | 2.79 | /servers/ID/tags              | 404 | 200 | 200 | 200 |
                    PUT    | 2.79 | /servers/ID/tags              | 404 | 403 | 200 | 200 | {"tags": ["a"]}
                    PUT    | 2.79 | /servers/ID/tags/a            | 404 | 403 | 204 | 204 |
                    GET    | 2.79 | /servers/ID/tags/a            | 404 | 204 | 204 | 204 |
                    DELETE | 2.79 | /servers/ID/tags/z            | 404 | 403 | 404 | 404 |
                    DELETE | 2.79 | /servers/ID/tags              | 404 | 403 | 204 | 204 |
                    GET    | 2.79 | /servers/ID/os-instance-actions      | 404 | 200 | 200 | 200 |
                    GET    | 2.79 | /servers/ID/os-instance-actions/none | 404 | 404 | 404 | 404 |
                    POST   | 2.79 | /servers/ID/action            | 404 | 403 | 409 | 409 | {"os-start": null}
                    POST   | 2.79 | /servers/ID/action            | 404 | 403 | 409 | 409 | {"unpause": null}
                    POST   | 2.79 | /servers/ID/action            | 404 | 403 | 409 | 409 | {"resume": null}
                    POST   | 2.79 | /servers/ID/action            | 404 | 403 | 202 | 202 | {"lock": null}
                    POST   | 2.79 | /servers/ID/action            | 404 | 403 | 202 | 202 | {"unlock": null}
                    POST   | 2.79 | /servers/ID/action            | 403 | 403 | 403 | 202 | {"os-resetState": {"state": "active"}}
                    POST   | 2.79 | /servers/ID/action            | 400 | 400 | 400 | 400 | {"os-resetState": {"state": "x"}}
                    POST   | 2.79 | /servers/ID/action            | 400 | 400 | 400 | 400 | {"reboot": {"type": "WARM"}}
                    POST   | 2.79 | /servers/ID/action            | 400 | 400 | 400 | 400 | {"dance": null}
                    POST   | 2.79 | /servers/ID/action            | 400 | 400 | 400 | 400 | {}
                    POST   | 2.79 | /servers/none/action          | 404 | 403 | 404 | 404 | {"forceDelete": null}
                    DELETE | 2.79 | /servers/none                 | 404 | 403 | 404 | 404 |
                    GET    | 2.79 | /os-hypervisors               | 403 | 403 | 403 | 200 |
                    GET    | 2.79 | /os-hypervisors/detail        | 403 | 403 | 403 | 200 |
                    GET    | 2.79 | /os-hypervisors/statistics    | 403 | 403 | 403 | 200 |
                    GET    | 2.79 | /os-hypervisors/none          | 403 | 403 | 403 | 400 |
                    GET    | 2.52 | /os-hypervisors/comp/search   | 403 | 403 | 403 | 200 |
                    GET    | 2.52 | /os-hypervisors/comp/servers  | 403 | 403 | 403 | 200 |
                    GET    | 2.52 | /os-hypervisors/1/uptime      | 403 | 403 | 403 | 501 |
                    GET    | 2.79 | /os-services                  | 403 | 403 | 403 | 200 |
                    PUT    | 2.79 | /os-services/none             | 403 | 403 | 403 | 400 | {"status": "enabled"}
                    PUT    | 2.52 | /os-services/enable           | 403 | 403 | 403 | 404 | {"host": "none", "binary": "nova-compute"}
                    DELETE | 2.52 | /os-services/1                | 403 | 403 | 403 | 409 |
                    """)
    void eachMayDoWhatTheirRoleAndProjectSay(
            String method,
            String version,
            String path,
            int other,
            int reader,
            int member,
            int admin,
            String given) {
        String body = given == null ? "" : given;
        String whole = path.replace("ID", id);

        assertThat(cloud.send(method, "", version, whole, body).status()).isEqualTo(401);
        assertThat(cloud.send(method, "bob", version, whole, body).status()).isEqualTo(other);
        assertThat(cloud.send(method, "rex", version, whole, body).status()).isEqualTo(reader);
        assertThat(cloud.send(method, "ann", version, whole, body).status()).isEqualTo(member);
        assertThat(cloud.send(method, "root", version, whole, body).status()).isEqualTo(admin);
    }
}
