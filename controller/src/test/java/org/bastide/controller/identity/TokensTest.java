package org.bastide.controller.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.db.Database;
import org.bastide.controller.identity.TestCloud.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class TokensTest {
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
    void aPasswordGetsAScopedTokenInKeystonesShape() {
        Answer answer = cloud.signIn("admin", TestCloud.PASSWORD, TestCloud.project("admin"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(TestCloud.token(answer)).hasSizeLessThanOrEqualTo(255);
    }
}
