package org.bastide.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.http.Routes;
import org.bastide.controller.db.Database;
import org.bastide.controller.identity.TestCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;

/** Walks every route as somebody who may nothing there. */
@Tag("sql")
class RoutesTest {
    /** What each who has a token may do: all of it is about themselves, or secret to nobody. */
    private static final Set<String> FOR_ALL =
            Set.of(
                    "GET /v3/auth/catalog",
                    "GET /v3/auth/projects",
                    "GET /v3/auth/domains",
                    "GET /v3/auth/system",
                    "GET /v3/regions",
                    "GET /v3/regions/:id");

    @TempDir static Path folder;
    private static Database database;
    private static TestCloud cloud;

    @BeforeAll
    static void start() {
        FakeClock clock = new FakeClock();
        database = TestCloud.bootstrapped(folder, clock);
        cloud = new TestCloud(database, folder, clock);
    }

    @AfterAll
    static void stop() {
        cloud.close();
        database.close();
    }

    @Test
    void aStrangerIsLetInNowhere() {
        for (Routes.Mounted route : cloud.routes().mounted()) {
            if (!route.open()) {
                for (String token : Set.of("", "b1AAAA", "gAAAAABsomething")) {
                    Answer answer = ask(route, token);
                    assertThat(answer.status()).as("%s", route).isEqualTo(401);
                    assertThat(answer.header("WWW-Authenticate")).isPresent();
                }
            }
        }
    }

    @Test
    void aMemberMayDoNothingThatIsForAdmins() {
        cloud.newUserWith("member", "walker");
        String token = cloud.tokenOf("walker");

        for (Routes.Mounted route : cloud.routes().mounted()) {
            Answer answer = ask(route, token);
            if (FOR_ALL.contains(route.method() + " " + route.path())) {
                assertThat(answer.status()).as("%s", route).isLessThan(500).isNotEqualTo(403);
            } else if (!route.open()) {
                assertThat(answer.status()).as("%s", route).isIn(403, 404);
            }
        }
    }

    /** With a body that would do for any route, and ids of things that there are. */
    private static Answer ask(Routes.Mounted route, String token) {
        String path =
                route.path()
                        .replace(":project", projectId())
                        .replace(":target", projectId())
                        .replace(":domain", "elsewhere")
                        .replace(":user", "somebody")
                        .replaceAll(":[a-z]+", "something");
        String body =
                Set.of("POST", "PUT", "PATCH").contains(route.method())
                        ? """
                          {"user": {"name": "a"}, "project": {"name": "a"}, "domain": {"name": "a"},
                           "role": {"name": "a"}, "tags": ["a"]}
                          """
                        : "";
        return cloud.send(route.method(), path, token, body);
    }

    private static String projectId() {
        return cloud.get("/v3/projects?name=admin", cloud.admin()).text("/projects/0/id");
    }

    @Test
    void theVersionDocumentsNeedNoToken() {
        Answer all = cloud.get("", "");
        assertThat(all.status()).isEqualTo(300);
        assertThat(all.text("/versions/values/0/id")).isEqualTo("v3.14");
        assertThat(all.text("/versions/values/0/links/0/href")).endsWith("/identity/v3/");

        for (String path : Set.of("/v3", "/v3/")) {
            Answer third = cloud.get(path, "");
            assertThat(third.status()).isEqualTo(200);
            assertThat(third.text("/version/status")).isEqualTo("stable");
        }
    }

    @Test
    void theBareAddressListsTheServicesAndTellsWhereToSignIn() {
        Answer index = cloud.index();

        assertThat(index.status()).isEqualTo(300);
        assertThat(index.text("/versions/values/0/links/0/href")).isEqualTo(cloud.url() + "/v3/");
        assertThat(index.body().path("services").findValuesAsText("type"))
                .containsExactly("identity", "compute");
        assertThat(index.text("/services/1/links/0/href")).endsWith("/compute/v2.1");
    }

    @Test
    void theCatalogCanBeReadPartByPartButNotChanged() {
        String admin = cloud.admin();
        Answer services = cloud.get("/v3/services?type=compute", admin);
        assertThat(services.body().at("/services")).hasSize(1);
        String id = services.text("/services/0/id");
        Answer endpoints = cloud.get("/v3/endpoints?interface=public&service_id=" + id, admin);
        assertThat(endpoints.text("/endpoints/0/url"))
                .isEqualTo("https://cloud.example:5000/compute/v2.1");
        assertThat(cloud.get("/v3/services/" + id, admin).status()).isEqualTo(200);
        assertThat(cloud.get("/v3/regions", admin).text("/regions/0/id")).isEqualTo("RegionOne");
        assertThat(cloud.get("/v3/services/none", admin).text("/error/message"))
                .isEqualTo("Could not find service: none.");

        assertThat(cloud.post("/v3/services", admin, "{}").status()).isEqualTo(403);
    }
}
