package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.controller.compute.ServerCloud;
import org.bastide.controller.compute.ServerCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;

/** Servers over HTTP: what is created, shown, changed and refused, by microversion. */
@Tag("sql")
class ServerApiTest {
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

    private static JsonNode shown(String user, String version) {
        return cloud.send("GET", user, version, "/servers/" + id, "").json().path("server");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    2.79 | "description": 7                                 | server/description
                    2.18 | "description": "x"                               | server/description
                    2.79 | "name": ""                                       | server/name
                    2.79 | "name": " x"                                     | server/name
                    2.79 | "name": 1                                        | server/name
                    2.79 | "imageRef": ""                                   | server/imageRef
                    2.79 | "imageRef": "nothing"                            | image
                    2.79 | "flavorRef": "nothing"                           | Flavor nothing
                    2.79 | "flavorRef": {}                                  | server/flavorRef
                    2.79 | "key_name": "nothing"                            | key
                    2.79 | "metadata": {"a/b": "c"}                         | server/metadata
                    2.79 | "metadata": {"a": 1}                             | server/metadata/a
                    2.79 | "user_data": "*"                                 | server/user_data
                    2.79 | "config_drive": "maybe"                          | server/config_drive
                    2.79 | "availability_zone": "mars"                      | server/availability_zone
                    2.79 | "networks": "auto"                               | server/networks
                    2.79 | "networks": [{"uuid": "x"}]                      | server/networks
                    2.36 | "networks": "none"                               | server/networks
                    2.79 | "security_groups": [{"name": "web"}]             | server/security_groups
                    2.79 | "min_count": 0                                   | server/min_count
                    2.79 | "min_count": 3, "max_count": 2                   | min_count
                    2.79 | "OS-DCF:diskConfig": "auto"                      | server/OS-DCF:diskConfig
                    2.79 | "accessIPv4": "1.2.3"                            | server/accessIPv4
                    2.79 | "accessIPv6": "1.2.3.4.5"                        | server/accessIPv6
                    2.51 | "tags": ["a"]                                    | server/tags
                    2.52 | "tags": ["a,b"]                                  | a,b
                    2.56 | "personality": [{"path": "/x", "contents": ""}]  | server/personality
                    2.57 | "personality": []                                | server/personality
                    2.63 | "trusted_image_certificates": ["x"]              | server/trusted_image_certificates
                    2.62 | "trusted_image_certificates": null               | server/trusted_image_certificates
                    2.79 | "block_device_mapping": [{"volume_id": "x"}]     | server/block_device_mapping
                    2.79 | "block_device_mapping_v2": [{"boot_index": 0, "uuid": "x", "source_type": "volume", "destination_type": "volume"}] | server/block_device_mapping_v2
                    2.79 | "block_device_mapping_v2": [{"tag": "x"}]        | server/block_device_mapping_v2/0/tag
                    2.73 | "host": "compute-1"                              | server/host
                    2.79 | "nonsense": 1                                    | server/nonsense
                    """)
    void whatCannotBeIsRefusedByNameAndLeavesNothing(String version, String field, String named) {
        long servers = cloud.count("SELECT COUNT(*) FROM server");
        long events = cloud.count("SELECT COUNT(*) FROM event");
        String key = field.substring(0, field.indexOf(':', field.indexOf('"', 1)));
        String usual =
                """
                "name": "x", "imageRef": "%s", "flavorRef": "small", "networks": []
                """
                        .formatted(ServerCloud.IMAGE);
        StringBuilder body = new StringBuilder("{\"server\": {").append(field);
        for (String one : usual.strip().split(", ")) {
            if (!one.startsWith(key + ":")) {
                body.append(", ").append(one);
            }
        }

        Answer answer = cloud.send("POST", "ann", version, "/servers", body + "}}");

        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(400);
        assertThat(answer.message()).contains(named);
        assertThat(cloud.count("SELECT COUNT(*) FROM server")).isEqualTo(servers);
        assertThat(cloud.count("SELECT COUNT(*) FROM event")).isEqualTo(events);
    }

    @Test
    void hintsForTheSchedulerAreRefusedUnlessThereAreNone() {
        String none = ServerCloud.newServer("x", "").strip();
        String open = none.substring(0, none.length() - 1);
        Answer group =
                cloud.post(
                        "ann", "/servers", open + ", \"os:scheduler_hints\": {\"group\": \"g\"}}");
        Answer unknown = cloud.post("ann", "/servers", open + ", \"nonsense\": {}}");
        Answer empty = cloud.post("ann", "/servers", open + ", \"os:scheduler_hints\": {}}");

        assertThat(group.status()).isEqualTo(400);
        assertThat(group.message()).contains("os:scheduler_hints/group");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(empty.status()).isEqualTo(202);
        cloud.delete("ann", "/servers/" + empty.at("/server/id"));
    }

    @Test
    void theImageSpelledOutAsTheLocalRootDiskIsTheSameAsTheImage() {
        Answer made =
                cloud.post(
                        "ann",
                        "/servers",
                        ServerCloud.newServer(
                                "disk",
                                """
                                , "security_groups": [{"name": "default"}], "adminPass": "x",
                                "block_device_mapping_v2": [{"boot_index": 0, "uuid": "%s", "source_type": "image",
                                    "destination_type": "local", "delete_on_termination": true}]
                                """
                                        .formatted(ServerCloud.IMAGE)));

        assertThat(made.status()).as(made.json().toString()).isEqualTo(202);
        assertThat(made.json().path("server").has("adminPass")).isFalse();
        assertThat(made.at("/server/security_groups/0/name")).isEqualTo("default");
        assertThat(made.headers().firstValue("Location").orElse(""))
                .endsWith("/servers/" + made.at("/server/id"));
        cloud.delete("ann", "/servers/" + made.at("/server/id"));
    }

    @Test
    void administratorsNameAHostByEitherFieldAndNobodyElseDoes() {
        String host = ", \"host\": \"compute-1\", \"hypervisor_hostname\": \"compute-1\"";
        String forced = ", \"availability_zone\": \"nova:compute-1\"";

        assertThat(cloud.post("ann", "/servers", ServerCloud.newServer("h", host)).status())
                .isEqualTo(403);
        assertThat(cloud.post("ann", "/servers", ServerCloud.newServer("h", forced)).status())
                .isEqualTo(403);
        assertThat(
                        cloud.post("root", "/servers", ServerCloud.newServer("h", host + forced))
                                .status())
                .isEqualTo(400);
        Answer away =
                cloud.post("root", "/servers", ServerCloud.newServer("h", ", \"host\": \"mars\""));
        assertThat(away.status()).isEqualTo(400);
        assertThat(away.message()).contains("mars");
        Answer made = cloud.post("root", "/servers", ServerCloud.newServer("h", host));
        assertThat(made.status()).isEqualTo(202);
        cloud.delete("root", "/servers/" + made.at("/server/id"));
        cloud.awaitGone(made.at("/server/id"));
    }

    @Test
    void asManyAreMadeAsTheQuotaAllowsAndNoFewerThanTheLeast() {
        Answer tooMany =
                cloud.post("bob", "/servers", ServerCloud.newServer("b", ", \"min_count\": 11"));
        assertThat(tooMany.status()).isEqualTo(403);
        assertThat(tooMany.message()).contains("Quota exceeded for instances");
        assertThat(cloud.get("bob", "/servers").json().path("servers")).isEmpty();

        Answer some =
                cloud.post(
                        "bob",
                        "/servers",
                        ServerCloud.newServer(
                                "b",
                                ", \"min_count\": 2, \"max_count\": 20, \"return_reservation_id\": true"));
        assertThat(some.status()).isEqualTo(202);
        JsonNode made =
                cloud.get(
                                "bob",
                                "/servers?sort_key=display_name&sort_dir=asc&reservation_id="
                                        + some.at("/reservation_id"))
                        .json()
                        .path("servers");
        assertThat(made).hasSize(10);
        assertThat(made.at("/0/name").asText()).isEqualTo("b-1");
        made.forEach(one -> cloud.delete("bob", "/servers/" + one.path("id").asText()));
        made.forEach(one -> cloud.awaitGone(one.path("id").asText()));
    }

    @Test
    void fieldsAppearWithTheirVersion() {
        assertThat(shown("ann", "2.8").has("locked")).isFalse();
        assertThat(shown("ann", "2.9").path("locked").asBoolean()).isFalse();
        assertThat(shown("ann", "2.18").has("description")).isFalse();
        assertThat(shown("ann", "2.19").has("description")).isTrue();
        assertThat(shown("ann", "2.25").has("tags")).isFalse();
        assertThat(shown("ann", "2.26").has("tags")).isTrue();
        assertThat(shown("ann", "2.46").path("flavor").has("id")).isTrue();
        assertThat(shown("ann", "2.47").path("flavor").path("original_name").asText())
                .isEqualTo("small");
        assertThat(shown("ann", "2.63").has("trusted_image_certificates")).isTrue();
        assertThat(shown("ann", "2.70").has("server_groups")).isFalse();
        assertThat(shown("ann", "2.71").has("server_groups")).isTrue();
        assertThat(shown("ann", "2.72").has("locked_reason")).isFalse();
        assertThat(shown("ann", "2.73").has("locked_reason")).isTrue();
        assertThat(shown("ann", "2.79").has("OS-EXT-SRV-ATTR:host")).isFalse();
        assertThat(shown("root", "2.2").has("OS-EXT-SRV-ATTR:hostname")).isFalse();
        assertThat(shown("root", "2.3").has("OS-EXT-SRV-ATTR:hostname")).isTrue();
        assertThat(shown("root", "2.15").has("host_status")).isFalse();
        assertThat(shown("root", "2.16").path("host_status").asText()).isEqualTo("UP");
        JsonNode listed = cloud.get("ann", "/servers/detail?name=web").json().at("/servers/0");
        assertThat(listed.has("server_groups")).isFalse();
        assertThat(listed.has("tags")).isTrue();
        Answer topology = cloud.get("ann", "/servers/" + id + "/topology");
        assertThat(topology.json().path("nodes")).isEmpty();
        assertThat(cloud.send("GET", "ann", "2.77", "/servers/" + id + "/topology", "").status())
                .isEqualTo(404);
    }

    @Test
    void aServerIsDescribedAnew() {
        String path = "/servers/" + id;
        Answer old =
                cloud.send("PUT", "ann", "2.18", path, "{\"server\": {\"description\": \"x\"}}");
        assertThat(old.status()).isEqualTo(400);
        Answer before =
                cloud.send(
                        "PUT",
                        "ann",
                        "2.74",
                        path,
                        """
                        {"server": {"description": "d", "accessIPv4": "192.0.2.7", "accessIPv6": "2001:db8::1",
                                    "OS-DCF:diskConfig": "AUTO"}}
                        """);
        assertThat(before.status()).as(before.json().toString()).isEqualTo(200);
        assertThat(before.at("/server/description")).isEqualTo("d");
        assertThat(before.at("/server/accessIPv4")).isEqualTo("192.0.2.7");
        assertThat(before.at("/server/OS-DCF:diskConfig")).isEqualTo("AUTO");
        assertThat(before.json().path("server").has("OS-EXT-STS:vm_state")).isFalse();

        Answer after = cloud.put("ann", path, "{\"server\": {\"description\": null}}");
        assertThat(after.json().at("/server/description").isNull()).isTrue();
        assertThat(after.at("/server/accessIPv6")).isEqualTo("2001:db8::1");
        assertThat(after.at("/server/OS-EXT-STS:vm_state")).isEqualTo("active");
        assertThat(cloud.put("ann", path, "{\"server\": {\"name\": \"\"}}").status())
                .isEqualTo(400);
        assertThat(cloud.put("ann", path, "{\"server\": {\"status\": \"x\"}}").status())
                .isEqualTo(400);
        assertThat(cloud.put("ann", path, "{\"server\": {\"name\": \"web\"}, \"x\": 1}").status())
                .isEqualTo(400);
    }
}
