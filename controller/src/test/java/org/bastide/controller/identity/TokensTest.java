package org.bastide.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.db.Database;
import org.bastide.controller.identity.TestCloud.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

@Tag("sql")
class TokensTest {
    @TempDir static Path folder;
    private static final FakeClock CLOCK = new FakeClock();
    private static Database database;
    private static TestCloud cloud;

    @BeforeAll
    static void start() {
        database = TestCloud.bootstrapped(folder, CLOCK);
        cloud = new TestCloud(database, folder, CLOCK);
    }

    @AfterAll
    static void stop() {
        cloud.close();
        database.close();
    }

    @Test
    void aPasswordGetsATokenInKeystonesShape() {
        Answer answer = cloud.signIn("admin", TestCloud.PASSWORD, TestCloud.project("admin"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(TestCloud.token(answer)).hasSizeLessThanOrEqualTo(255);
        assertThat(answer.header("Vary")).contains("X-Auth-Token");
        assertThat(answer.body().at("/token/methods")).hasToString("[\"password\"]");
        assertThat(answer.text("/token/user/name")).isEqualTo("admin");
        assertThat(answer.text("/token/user/domain/name")).isEqualTo("Default");
        assertThat(answer.body().at("/token/user/password_expires_at").isNull()).isTrue();
        assertThat(answer.body().at("/token/user").has("password_expires_at")).isTrue();
        assertThat(answer.text("/token/project/domain/id")).isEqualTo("default");
        assertThat(answer.body().at("/token/is_domain").isBoolean()).isTrue();
        assertThat(answer.body().at("/token/audit_ids")).hasSize(1);
        assertThat(answer.text("/token/audit_ids/0")).hasSize(22);
        assertThat(answer.text("/token/issued_at")).matches(".*\\.\\d{6}Z");
        assertThat(answer.body().at("/token/roles").findValuesAsText("name"))
                .containsExactlyInAnyOrder("admin", "manager", "member", "reader");
        assertThat(answer.body().at("/token/catalog/0/endpoints")).hasSize(3);
        assertThat(answer.text("/token/catalog/0/endpoints/0/url"))
                .isEqualTo("https://cloud.example:5000/identity");
        Instant issued = Instant.parse(answer.text("/token/issued_at"));
        Instant expires = Instant.parse(answer.text("/token/expires_at"));
        assertThat(Duration.between(issued, expires)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTokenWithoutAScopeSaysWhoOnly() {
        Answer answer = cloud.signIn("admin", TestCloud.PASSWORD, "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/token").has("project")).isFalse();
        assertThat(answer.body().at("/token").has("roles")).isFalse();
        assertThat(answer.body().at("/token").has("catalog")).isFalse();
        String token = TestCloud.token(answer);
        assertThat(cloud.get("/v3/auth/projects", token).text("/projects/0/name"))
                .isEqualTo("admin");
        assertThat(cloud.get("/v3/auth/system", token).body().at("/system/0/all").asBoolean())
                .isTrue();
        assertThat(cloud.get("/v3/auth/catalog", token).status()).isEqualTo(403);
        assertThat(cloud.get("/v3/users", token).status()).isEqualTo(403);
    }

    @Test
    void aTokenCanBeForTheSystemOrADomain() {
        Answer system = cloud.signIn("admin", TestCloud.PASSWORD, "{\"system\": {\"all\": true}}");
        assertThat(system.body().at("/token/system/all").asBoolean()).isTrue();
        assertThat(cloud.get("/v3/users", TestCloud.token(system)).status()).isEqualTo(200);

        String user = cloud.newUser("domain-reader");
        String path = "/v3/domains/default/users/" + user + "/roles/" + cloud.role("reader");
        assertThat(cloud.send("PUT", path, cloud.admin(), "").status()).isEqualTo(204);
        Answer domain =
                cloud.signIn(
                        "domain-reader",
                        TestCloud.PASSWORD,
                        "{\"domain\": {\"name\": \"Default\"}}");
        assertThat(domain.status()).isEqualTo(201);
        assertThat(domain.text("/token/domain/id")).isEqualTo("default");
        assertThat(cloud.get("/v3/auth/domains", TestCloud.token(domain)).text("/domains/0/id"))
                .isEqualTo("default");
    }

    @Test
    void withoutAScopeTheDefaultProjectIsTaken() {
        String user = cloud.newUserWith("member", "homely");
        String project =
                cloud.get("/v3/projects?name=homely", cloud.admin()).text("/projects/0/id");
        cloud.send(
                "PATCH",
                "/v3/users/" + user,
                cloud.admin(),
                "{\"user\": {\"default_project_id\": \"%s\"}}".formatted(project));

        assertThat(cloud.signIn("homely", TestCloud.PASSWORD, "").text("/token/project/id"))
                .isEqualTo(project);
        Answer explicitly = cloud.signIn("homely", TestCloud.PASSWORD, "\"unscoped\"");
        assertThat(explicitly.status()).isEqualTo(201);
        assertThat(explicitly.body().at("/token").has("project")).isFalse();
    }

    @Test
    void whoeverCannotProveWhoTheyAreGetsTheSame401() {
        cloud.newUser("loner");

        for (Answer answer :
                List.of(
                        cloud.signIn("loner", "wrong", ""),
                        cloud.signIn("nobody", "wrong", ""),
                        cloud.signIn("loner", "", ""),
                        cloud.signIn("loner", TestCloud.PASSWORD, TestCloud.project("admin")),
                        cloud.signIn("loner", TestCloud.PASSWORD, TestCloud.project("none")),
                        cloud.signIn(
                                "loner", TestCloud.PASSWORD, "{\"project\": {\"id\": \"none\"}}"),
                        cloud.signIn("loner", TestCloud.PASSWORD, "{\"system\": {\"all\": true}}"),
                        cloud.post("/v3/auth/tokens", "", byToken("b1AAAA", "")))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("/error/message"))
                    .isEqualTo("The request you have made requires authentication.");
            assertThat(answer.text("/error/title")).isEqualTo("Unauthorized");
            assertThat(answer.header("X-Subject-Token")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"auth\": 1}",
                "{\"auth\": {\"identity\": {\"methods\": []}}}",
                "{\"auth\": {\"identity\": {\"methods\": \"password\"}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"name\": \"a\", \"password\": \"b\"}}}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"id\": \"a\", \"password\": 1}}}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"id\": \"a\", \"password\": \"b\"}}}, \"scope\": {\"project\": {\"id\": \"a\"}, \"domain\": {\"id\": \"a\"}}}}",
                "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\": {\"id\": \"a\", \"password\": \"b\"}}}, \"scope\": {\"nowhere\": {}}}}"
            })
    void aRequestThatIsWrongIsA400(String body) {
        assertThat(cloud.post("/v3/auth/tokens", "", body).status()).isEqualTo(400);
    }

    @Test
    void aMethodThatThereIsNotIsA401() {
        Answer answer =
                cloud.post(
                        "/v3/auth/tokens",
                        "",
                        "{\"auth\": {\"identity\": {\"methods\": [\"oauth1\"]}}}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.text("/error/message"))
                .isEqualTo("Attempted to authenticate with an unsupported method.");
    }

    @Test
    void aTokenGetsAnotherOfItsChainThatEndsWithIt() {
        Answer first = cloud.signIn("admin", TestCloud.PASSWORD, "");
        CLOCK.advance(Duration.ofMinutes(1));

        Answer second =
                cloud.post(
                        "/v3/auth/tokens?nocatalog",
                        "",
                        byToken(
                                TestCloud.token(first),
                                ", \"scope\": " + TestCloud.project("admin")));

        assertThat(second.status()).isEqualTo(201);
        assertThat(second.body().at("/token/methods")).hasToString("[\"password\",\"token\"]");
        assertThat(second.text("/token/expires_at")).isEqualTo(first.text("/token/expires_at"));
        assertThat(second.text("/token/issued_at")).isGreaterThan(first.text("/token/issued_at"));
        assertThat(second.body().at("/token/audit_ids")).hasSize(2);
        assertThat(second.text("/token/audit_ids/1")).isEqualTo(first.text("/token/audit_ids/0"));
        assertThat(second.body().at("/token").has("catalog")).isFalse();
    }

    @Test
    void aTokenEndsWhenItSays() {
        cloud.newUserWith("member", "patient");
        String token = cloud.tokenOf("patient");

        CLOCK.advance(Duration.ofMinutes(60).minusMillis(1));
        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(200);

        CLOCK.advance(Duration.ofMillis(1));
        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
        assertThat(cloud.validate(cloud.admin(), token)).isEqualTo(404);
    }

    @Test
    void aRevokedTokenIsVoidAndItsSiblingsAreNot() {
        cloud.newUserWith("member", "careful");
        String token = cloud.tokenOf("careful");
        String sibling = cloud.tokenOf("careful");

        Answer revoked =
                cloud.send("DELETE", "/v3/auth/tokens", token, "", "X-Subject-Token", token);

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
        assertThat(cloud.get("/v3/auth/projects", sibling).status()).isEqualTo(200);
        assertThat(cloud.validate(cloud.admin(), token)).isEqualTo(404);
    }

    @Test
    void aTokenOfTheirOwnAnyoneMayLookAtAnothersServicesOnly() {
        cloud.newUserWith("member", "nosy");
        cloud.newUserWith("service", "watcher");
        String own = cloud.tokenOf("nosy");

        Answer shown = cloud.send("GET", "/v3/auth/tokens", own, "", "X-Subject-Token", own);
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.header("X-Subject-Token")).contains(own);
        assertThat(shown.text("/token/user/name")).isEqualTo("nosy");
        assertThat(cloud.send("HEAD", "/v3/auth/tokens", own, "", "X-Subject-Token", own).status())
                .isEqualTo(200);

        assertThat(cloud.validate(own, cloud.admin())).isEqualTo(403);
        assertThat(cloud.validate(own, "b1AAAA")).isEqualTo(403);
        assertThat(
                        cloud.send(
                                        "DELETE",
                                        "/v3/auth/tokens",
                                        own,
                                        "",
                                        "X-Subject-Token",
                                        cloud.admin())
                                .status())
                .isEqualTo(403);
        assertThat(cloud.validate(cloud.tokenOf("watcher"), own)).isEqualTo(200);
        assertThat(cloud.validate(cloud.admin(), own)).isEqualTo(200);
        assertThat(cloud.validate(cloud.admin(), "b1AAAA")).isEqualTo(404);
        assertThat(cloud.get("/v3/auth/tokens", own).status()).isIn(403, 404);
    }

    @Test
    void aDisabledUsersTokensStayVoidWhenTheyAreEnabledAgain() {
        String user = cloud.newUserWith("member", "fickle");
        String token = cloud.tokenOf("fickle");

        enable("/v3/users/" + user, "user", false);
        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
        Answer refused = cloud.signIn("fickle", TestCloud.PASSWORD, "");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text("/error/message")).contains("is disabled").contains(user);
        assertThat(cloud.signIn("fickle", "wrong", "").text("/error/message"))
                .doesNotContain("disabled");

        enable("/v3/users/" + user, "user", true);
        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
        assertThat(cloud.get("/v3/auth/projects", cloud.tokenOf("fickle")).status()).isEqualTo(200);
    }

    @Test
    void aTokenForADisabledProjectIsVoid() {
        cloud.newUserWith("member", "housed");
        String token = cloud.tokenOf("housed");
        String project =
                cloud.get("/v3/projects?name=housed", cloud.admin()).text("/projects/0/id");

        enable("/v3/projects/" + project, "project", false);

        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
        assertThat(cloud.signIn("housed", TestCloud.PASSWORD, TestCloud.project("housed")).status())
                .isEqualTo(401);
        assertThat(cloud.signIn("housed", TestCloud.PASSWORD, "").status()).isEqualTo(201);
    }

    @Test
    void whoLosesTheirLastRoleLosesTheirTokens() {
        String user = cloud.newUserWith("member", "fallen");
        String token = cloud.tokenOf("fallen");
        String project =
                cloud.get("/v3/projects?name=fallen", cloud.admin()).text("/projects/0/id");

        Answer withdrawn =
                cloud.send(
                        "DELETE",
                        "/v3/projects/%s/users/%s/roles/%s"
                                .formatted(project, user, cloud.role("member")),
                        cloud.admin(),
                        "");

        assertThat(withdrawn.status()).isEqualTo(204);
        assertThat(cloud.get("/v3/auth/projects", token).status()).isEqualTo(401);
    }

    @Test
    void whatOneControllerDoesActsOnAnotherWithinASecond() {
        String user = cloud.newUserWith("member", "traveller");
        String token = cloud.tokenOf("traveller");
        try (TestCloud other = new TestCloud(database, folder, CLOCK)) {
            assertThat(other.get("/v3/auth/projects", token).status()).isEqualTo(200);

            enable("/v3/users/" + user, "user", false);
            CLOCK.advance(Duration.ofSeconds(1));
            assertThat(other.get("/v3/auth/projects", token).status()).isEqualTo(401);

            cloud.newUserWith("member", "newcomer");
            assertThat(other.get("/v3/auth/projects", cloud.tokenOf("newcomer")).status())
                    .isEqualTo(200);
            assertThat(other.get("/v3/auth/projects", other.tokenOf("newcomer")).status())
                    .isEqualTo(200);
        }
    }

    private static void enable(String path, String kind, boolean enabled) {
        Answer answer =
                cloud.send(
                        "PATCH",
                        path,
                        cloud.admin(),
                        "{\"%s\": {\"enabled\": %s}}".formatted(kind, enabled));
        assertThat(answer.status()).isEqualTo(200);
    }

    private static String byToken(String token, String scope) {
        return "{\"auth\": {\"identity\": {\"methods\": [\"token\"], \"token\": {\"id\": \"%s\"}}%s}}"
                .formatted(token, scope);
    }
}
