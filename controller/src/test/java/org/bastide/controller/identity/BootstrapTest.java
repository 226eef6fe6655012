package org.bastide.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.db.Database;
import org.bastide.controller.identity.TestCloud.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Map;

@Tag("sql")
class BootstrapTest {
    @TempDir Path folder;
    private final FakeClock clock = new FakeClock();
    private Database database;
    private TestCloud cloud;

    @BeforeEach
    void start() {
        database = TestCloud.bootstrapped(folder, clock);
        cloud = new TestCloud(database, folder, clock);
    }

    @AfterEach
    void stop() {
        cloud.close();
        database.close();
    }

    @Test
    void doneTwiceItChangesNothingNotEvenThePassword() {
        long before = events();

        cloud.identity().bootstrap().run("another password");

        assertThat(events()).isEqualTo(before);
        assertThat(cloud.signIn("admin", TestCloud.PASSWORD, "").status()).isEqualTo(201);
        assertThat(cloud.signIn("admin", "another password", "").status()).isEqualTo(401);
    }

    @Test
    void aResetGivesTheAdminAnotherPasswordAndVoidsTheirTokens() {
        String token = cloud.admin();

        cloud.identity().bootstrap().reset("another password");

        assertThat(cloud.get("/v3/users", token).status()).isEqualTo(401);
        assertThat(cloud.signIn("admin", "another password", "").status()).isEqualTo(201);
        assertThat(cloud.signIn("admin", TestCloud.PASSWORD, "").status()).isEqualTo(401);
    }

    @Test
    void theBuiltInRolesImplyOneAnotherAndStayAsTheyAre() {
        Answer inferences = cloud.get("/v3/role_inferences", cloud.admin());
        assertThat(inferences.body().at("/role_inferences")).hasSize(3);

        String reader = cloud.role("reader");
        assertThat(cloud.send("DELETE", "/v3/roles/" + reader, cloud.admin(), "").status())
                .isEqualTo(403);
        Answer renamed =
                cloud.send(
                        "PATCH",
                        "/v3/roles/" + reader,
                        cloud.admin(),
                        "{\"role\": {\"name\": \"x\"}}");
        assertThat(renamed.status()).isEqualTo(403);
    }

    private long events() {
        return database.read(tx -> tx.number("SELECT sequence FROM event_head", Map.of()));
    }
}
