package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.controller.compute.ServerCloud;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists of servers: filters, order and pages. There are a, b and c of ann's, c shut off. */
@Tag("sql")
class ServerListTest {
    @TempDir static Path folder;
    private static ServerCloud cloud;

    @BeforeAll
    static void start() {
        cloud = new ServerCloud(folder);
        cloud.computeNode("compute-1");
        String a = cloud.active("a");
        cloud.put("ann", "/servers/" + a + "/tags", "{\"tags\": [\"red\", \"blue\"]}");
        String b = cloud.active("b");
        cloud.put("ann", "/servers/" + b + "/tags", "{\"tags\": [\"red\"]}");
        cloud.act("ann", b, "{\"lock\": null}");
        String c = cloud.active("c");
        cloud.act("ann", c, "{\"os-stop\": null}");
        cloud.awaitStatus(c, "SHUTOFF");
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static List<String> names(String user, String version, String query) {
        JsonNode listed =
                cloud.send("GET", user, version, "/servers?" + query, "").json().path("servers");
        List<String> names = new ArrayList<>();
        listed.forEach(one -> names.add(one.path("name").asText()));
        return names;
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    ann  | 2.79 |                              | c b a
                    ann  | 2.79 | name=%5Bab%5D                | b a
                    ann  | 2.79 | status=shutoff               | c
                    ann  | 2.79 | status=ACTIVE&status=SHUTOFF | c b a
                    ann  | 2.37 | status=strange               | ``
                    ann  | 2.79 | flavor=small                 | c b a
                    ann  | 2.79 | image=none                   | ``
                    ann  | 2.79 | ip=192                       | ``
                    ann  | 2.5  | ip6=fe80                     | ``
                    ann  | 2.4  | ip6=fe80                     | c b a
                    ann  | 2.26 | tags=red                     | b a
                    ann  | 2.26 | tags=red,blue                | a
                    ann  | 2.26 | tags-any=blue,green          | a
                    ann  | 2.26 | not-tags=red,blue            | c b
                    ann  | 2.26 | not-tags-any=red             | c
                    ann  | 2.25 | tags=red                     | c b a
                    ann  | 2.73 | locked=true                  | b
                    ann  | 2.73 | locked=false                 | c a
                    ann  | 2.72 | locked=true                  | c b a
                    ann  | 2.79 | changes-since=2099-01-01T00:00:00Z | ``
                    ann  | 2.66 | changes-before=2099-01-01T00:00:00 | c b a
                    ann  | 2.79 | sort_key=display_name&sort_dir=asc | a b c
                    ann  | 2.79 | sort_key=display_name        | c b a
                    ann  | 2.79 | limit=2                      | c b
                    ann  | 2.79 | host=mars                    | c b a
                    root | 2.79 | host=mars                    | ``
                    root | 2.79 | host=compute-1               | c b a
                    root | 2.79 | vm_state=stopped             | c
                    root | 2.79 | power_state=1                | b a
                    root | 2.79 | locked_by=owner              | b
                    bob  | 2.79 |                              | ``
                    root | 2.79 | all_tenants=1&project_id=red | ``
                    ann  | 2.74 | nonsense=1                   | c b a
                    """)
    void filtersAndOrders(String user, String version, String query, String expected) {
        List<String> wanted =
                expected == null || expected.isEmpty() ? List.of() : List.of(expected.split(" "));

        assertThat(names(user, version, query == null ? "" : query)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({
        "ann, 2.38, status=strange, 400",
        "ann, 2.75, nonsense=1, 400",
        "ann, 2.79, changes-since=yesterday, 400",
        "ann, 2.79, changes-since=2026-02-01T00:00:00Z&changes-before=2026-01-01T00:00:00Z, 400",
        "ann, 2.79, locked=perhaps, 400",
        "ann, 2.79, name=%5B, 400",
        "ann, 2.79, ip=%5B, 400",
        "ann, 2.79, limit=-1, 400",
        "ann, 2.79, marker=none, 400",
        "ann, 2.79, sort_key=fault, 400",
        "ann, 2.72, sort_key=locked, 400",
        "ann, 2.79, sort_key=host, 403",
        "ann, 2.79, status=deleted, 403",
        "ann, 2.79, all_tenants=1, 403",
        "root, 2.79, sort_key=host, 200",
        "root, 2.79, all_tenants=perhaps, 400",
    })
    void whatCannotBeAskedIsRefused(String user, String version, String query, int status) {
        assertThat(cloud.send("GET", user, version, "/servers?" + query, "").status())
                .isEqualTo(status);
    }

    @Test
    void pagesLinkToTheNext() {
        JsonNode first =
                cloud.get("ann", "/servers?limit=2&sort_key=display_name&sort_dir=asc").json();

        String next = first.at("/servers_links/0/href").asText();
        assertThat(names("ann", "2.79", next.substring(next.indexOf('?') + 1)))
                .containsExactly("c");
    }
}
