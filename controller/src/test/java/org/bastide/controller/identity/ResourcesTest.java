package org.bastide.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.db.Database;
import org.bastide.controller.identity.TestCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

/** Users, projects, domains, roles and assignments, over HTTP. */
@Tag("sql")
class ResourcesTest {
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

    private static Answer admin(String method, String path, String body) {
        return cloud.send(method, path, cloud.admin(), body);
    }

    @Test
    void aUserKeepsAttributesOfTheClientsOwn() {
        Answer made =
                admin(
                        "POST",
                        "/v3/users",
                        """
                        {"user": {"name": "ann", "password": "secret", "email": "ann@example.com", "shoe": {"size": 38}}}
                        """);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/user/email")).isEqualTo("ann@example.com");
        assertThat(made.body().at("/user/shoe/size").asInt()).isEqualTo(38);
        assertThat(made.body().at("/user").has("password")).isFalse();
        assertThat(made.body().at("/user").has("default_project_id")).isFalse();
        assertThat(made.text("/user/links/self")).endsWith("/v3/users/" + made.text("/user/id"));

        String path = "/v3/users/" + made.text("/user/id");
        Answer changed =
                admin("PATCH", path, "{\"user\": {\"email\": \"a@b\", \"description\": \"d\"}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/user/email")).isEqualTo("a@b");
        assertThat(changed.body().at("/user/shoe/size").asInt()).isEqualTo(38);
        assertThat(admin("GET", path, "").body()).isEqualTo(changed.body());
        assertThat(
                        database.<String>read(
                                tx ->
                                        tx.list(
                                                        "SELECT detail FROM event",
                                                        Map.of(),
                                                        row -> row.string("detail"))
                                                .toString()))
                .doesNotContain("secret")
                .doesNotContain("argon2");
    }

    @Test
    void twoUsersOfADomainDoNotHaveTheSameName() {
        cloud.newUser("bob");
        Answer again = admin("POST", "/v3/users", "{\"user\": {\"name\": \"bob\"}}");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text("/error/message"))
                .isEqualTo(
                        "Conflict occurred attempting to store user - Duplicate entry found with name bob at domain ID default.");
        String carl = cloud.newUser("carl");
        assertThat(admin("PATCH", "/v3/users/" + carl, "{\"user\": {\"name\": \"bob\"}}").status())
                .isEqualTo(409);
    }

    @Test
    void usersAreFoundByNameAndWhetherTheyAreEnabled() {
        cloud.newUser("dora");

        Answer found = admin("GET", "/v3/users?name=dora&domain_id=default&enabled=true", "");
        assertThat(found.body().at("/users")).hasSize(1);
        assertThat(found.body().at("/links/next").isNull()).isTrue();
        assertThat(found.text("/links/self")).endsWith("enabled=true");
        assertThat(admin("GET", "/v3/users?name=dora&enabled=false", "").body().at("/users"))
                .isEmpty();
        assertThat(admin("GET", "/v3/users?enabled=maybe", "").status()).isEqualTo(400);
        assertThat(admin("GET", "/v3/users?limit=1", "").text("/links/next")).contains("marker=");
    }

    @Test
    void whatIsNotThereIsA404InKeystonesWords() {
        assertThat(admin("GET", "/v3/users/x", "").text("/error/message"))
                .isEqualTo("Could not find user: x.");
        assertThat(admin("GET", "/v3/projects/x", "").text("/error/message"))
                .isEqualTo("Could not find project: x.");
        assertThat(admin("GET", "/v3/domains/x", "").text("/error/message"))
                .isEqualTo("Could not find domain: x.");
        assertThat(admin("DELETE", "/v3/roles/x", "").text("/error/message"))
                .isEqualTo("Could not find role: x.");
        assertThat(
                        admin(
                                        "POST",
                                        "/v3/users",
                                        "{\"user\": {\"name\": \"a\", \"domain_id\": \"x\"}}")
                                .status())
                .isEqualTo(404);
    }

    @Test
    void wrongInputNamesItsField() {
        for (String user :
                new String[] {
                    "{}",
                    "{\"name\": 1}",
                    "{\"name\": \"\"}",
                    "{\"name\": \"  \"}",
                    "{\"name\": \"a\\u0000\"}",
                    "{\"name\": \"%s\"}".formatted("a".repeat(256)),
                    "{\"name\": \"a\", \"enabled\": \"maybe\"}"
                }) {
            Answer answer = admin("POST", "/v3/users", "{\"user\": %s}".formatted(user));
            assertThat(answer.status()).as(user).isEqualTo(400);
            assertThat(answer.text("/error/message")).containsAnyOf("name", "enabled");
        }
    }

    @Test
    void aUserChangesTheirOwnPasswordByTheOldOne() {
        String user = cloud.newUserWith("member", "eve");
        String token = cloud.tokenOf("eve");
        String body = "{\"user\": {\"original_password\": \"%s\", \"password\": \"new\"}}";
        String path = "/v3/users/" + user + "/password";

        assertThat(cloud.post(path, "", body.formatted("wrong")).status()).isEqualTo(401);
        assertThat(cloud.post("/v3/users/x/password", "", body.formatted("wrong")).status())
                .isEqualTo(401);
        assertThat(cloud.post(path, token, body.formatted(TestCloud.PASSWORD)).status())
                .isEqualTo(204);

        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
        assertThat(cloud.signIn("eve", TestCloud.PASSWORD, "").status()).isEqualTo(401);
        assertThat(cloud.signIn("eve", "new", "").status()).isEqualTo(201);
    }

    @Test
    void membersSeeThemselvesAndTheirProject() {
        String user = cloud.newUserWith("member", "fred");
        String token = cloud.tokenOf("fred");
        String project = admin("GET", "/v3/projects?name=fred", "").text("/projects/0/id");

        assertThat(cloud.get("/v3/users/" + user, token).text("/user/name")).isEqualTo("fred");
        assertThat(cloud.get("/v3/projects/" + project, token).status()).isEqualTo(200);
        assertThat(cloud.get("/v3/users/" + user + "/projects", token).body().at("/projects"))
                .hasSize(1);
        assertThat(cloud.get("/v3/domains/default", token).status()).isEqualTo(200);
        Answer others = cloud.get("/v3/users", token);
        assertThat(others.status()).isEqualTo(403);
        assertThat(others.text("/error/message"))
                .isEqualTo(
                        "You are not authorized to perform the requested action: identity:list_users.");
    }

    @Test
    void projectsFormATreeThatIsPrunedFromTheLeaves() {
        String top = cloud.newProject("top");
        Answer child =
                admin(
                        "POST",
                        "/v3/projects",
                        "{\"project\": {\"name\": \"child\", \"parent_id\": \"%s\", \"tags\": [\"b\", \"a\"]}}"
                                .formatted(top));
        assertThat(child.status()).isEqualTo(201);
        assertThat(child.text("/project/parent_id")).isEqualTo(top);
        assertThat(child.text("/project/domain_id")).isEqualTo("default");
        assertThat(admin("GET", "/v3/projects?parent_id=" + top, "").body().at("/projects"))
                .hasSize(1);

        assertThat(admin("DELETE", "/v3/projects/" + top, "").status()).isEqualTo(403);
        assertThat(
                        admin("PATCH", "/v3/projects/" + top, "{\"project\": {\"enabled\": false}}")
                                .status())
                .isEqualTo(403);
        assertThat(admin("DELETE", "/v3/projects/" + child.text("/project/id"), "").status())
                .isEqualTo(204);
        assertThat(admin("DELETE", "/v3/projects/" + top, "").status()).isEqualTo(204);
        assertThat(admin("GET", "/v3/projects/" + top, "").status()).isEqualTo(404);
    }

    @Test
    void projectsAreFoundByTheirTags() {
        String project = cloud.newProject("tagged");
        String tags = "/v3/projects/" + project + "/tags";

        assertThat(admin("PUT", tags, "{\"tags\": [\"red\", \"green\"]}").status()).isEqualTo(200);
        assertThat(admin("PUT", tags + "/blue", "").status()).isEqualTo(201);
        assertThat(admin("GET", tags + "/blue", "").status()).isEqualTo(204);
        assertThat(admin("DELETE", tags + "/green", "").status()).isEqualTo(204);
        assertThat(admin("DELETE", tags + "/green", "").status()).isEqualTo(404);

        assertThat(admin("GET", tags, "").body().at("/tags")).hasToString("[\"red\",\"blue\"]");
        assertThat(admin("GET", "/v3/projects?tags=red,blue", "").body().at("/projects"))
                .hasSize(1);
        assertThat(admin("GET", "/v3/projects?tags=red,green", "").body().at("/projects"))
                .isEmpty();
        assertThat(admin("GET", "/v3/projects?tags-any=red,green", "").body().at("/projects"))
                .hasSize(1);
    }

    @Test
    void aDomainGoesWithAllThatIsInIt() {
        String domain =
                admin("POST", "/v3/domains", "{\"domain\": {\"name\": \"firm\"}}")
                        .text("/domain/id");
        String user =
                admin(
                                "POST",
                                "/v3/users",
                                "{\"user\": {\"name\": \"gus\", \"domain_id\": \"%s\"}}"
                                        .formatted(domain))
                        .text("/user/id");
        String project =
                admin(
                                "POST",
                                "/v3/projects",
                                "{\"project\": {\"name\": \"shop\", \"domain_id\": \"%s\"}}"
                                        .formatted(domain))
                        .text("/project/id");
        admin(
                "POST",
                "/v3/projects",
                "{\"project\": {\"name\": \"below\", \"parent_id\": \"%s\"}}".formatted(project));

        assertThat(admin("DELETE", "/v3/domains/" + domain, "").status()).isEqualTo(403);
        Answer disabled =
                admin("PATCH", "/v3/domains/" + domain, "{\"domain\": {\"enabled\": false}}");
        assertThat(disabled.status()).isEqualTo(200);
        assertThat(admin("DELETE", "/v3/domains/" + domain, "").status()).isEqualTo(204);

        assertThat(admin("GET", "/v3/users/" + user, "").status()).isEqualTo(404);
        assertThat(admin("GET", "/v3/projects/" + project, "").status()).isEqualTo(404);
        assertThat(admin("GET", "/v3/domains?name=firm", "").body().at("/domains")).isEmpty();
        assertThat(admin("DELETE", "/v3/domains/default", "").status()).isEqualTo(403);
    }

    @Test
    void assignmentsAreListedWithWhatTheyImplyAndTheirNames() {
        String user = cloud.newUserWith("manager", "hal");

        Answer direct = admin("GET", "/v3/role_assignments?include_names&user.id=" + user, "");
        assertThat(direct.body().at("/role_assignments")).hasSize(1);
        assertThat(direct.text("/role_assignments/0/role/name")).isEqualTo("manager");
        assertThat(direct.text("/role_assignments/0/user/domain/name")).isEqualTo("Default");
        assertThat(direct.text("/role_assignments/0/scope/project/name")).isEqualTo("hal");
        assertThat(direct.text("/role_assignments/0/links/assignment")).contains("/roles/");

        Answer effective = admin("GET", "/v3/role_assignments?effective&user.id=" + user, "");
        assertThat(effective.body().at("/role_assignments")).hasSize(3);
        Answer system = admin("GET", "/v3/role_assignments?scope.system=all", "");
        assertThat(system.body().at("/role_assignments/0/scope/system/all").asBoolean()).isTrue();
        assertThat(
                        admin("GET", "/v3/role_assignments?scope.system=all&scope.domain.id=x", "")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void aRoleIsAssignedOnceHoweverOftenAndTakenOnce() {
        String user = cloud.newUser("ida");
        String project = cloud.newProject("ida");
        String grants = "/v3/projects/%s/users/%s/roles".formatted(project, user);
        String grant = grants + "/" + cloud.role("reader");

        assertThat(admin("HEAD", grant, "").status()).isEqualTo(404);
        assertThat(admin("PUT", grant, "").status()).isEqualTo(204);
        assertThat(admin("PUT", grant, "").status()).isEqualTo(204);
        assertThat(admin("HEAD", grant, "").status()).isEqualTo(204);
        assertThat(admin("GET", grants, "").text("/roles/0/name")).isEqualTo("reader");
        assertThat(admin("DELETE", grant, "").status()).isEqualTo(204);
        assertThat(admin("DELETE", grant, "").text("/error/message"))
                .startsWith("Could not find role assignment with role: ");
        assertThat(admin("PUT", grants + "/x", "").status()).isEqualTo(404);
    }

    @Test
    void aRoleMeansThoseThatItImplies() {
        String judge =
                admin("POST", "/v3/roles", "{\"role\": {\"name\": \"judge\"}}").text("/role/id");
        String implied = "/v3/roles/" + judge + "/implies/" + cloud.role("reader");
        cloud.newUserWith("judge", "jim");

        Answer made = admin("PUT", implied, "");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/role_inference/implies/name")).isEqualTo("reader");
        assertThat(admin("HEAD", implied, "").status()).isEqualTo(204);
        Answer token = cloud.signIn("jim", TestCloud.PASSWORD, TestCloud.project("jim"));
        assertThat(token.body().at("/token/roles").findValuesAsText("name"))
                .containsExactlyInAnyOrder("judge", "reader");
        String admin = "/v3/roles/" + judge + "/implies/" + cloud.role("admin");
        assertThat(admin("PUT", admin, "").status()).isEqualTo(403);

        assertThat(admin("DELETE", implied, "").status()).isEqualTo(204);
        assertThat(admin("GET", implied, "").status()).isEqualTo(404);
        assertThat(admin("DELETE", "/v3/roles/" + judge, "").status()).isEqualTo(204);
        assertThat(cloud.get("/v3/auth/projects", TestCloud.token(token)).status()).isEqualTo(401);
    }

    @Test
    void aDeletedProjectIsNobodysDefault() {
        String user = cloud.newUser("kim");
        String project = cloud.newProject("kim");
        String path = "/v3/users/" + user;
        admin("PATCH", path, "{\"user\": {\"default_project_id\": \"%s\"}}".formatted(project));
        assertThat(admin("GET", path, "").text("/user/default_project_id")).isEqualTo(project);

        assertThat(admin("DELETE", "/v3/projects/" + project, "").status()).isEqualTo(204);

        assertThat(admin("GET", path, "").body().at("/user").has("default_project_id")).isFalse();
        assertThat(admin("DELETE", path, "").status()).isEqualTo(204);
        assertThat(admin("GET", path, "").status()).isEqualTo(404);
    }
}
