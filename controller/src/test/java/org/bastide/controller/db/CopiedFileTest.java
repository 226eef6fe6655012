package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;

/**
 * What the file of H2 holds whenever a commit is acknowledged: what the next process would find if
 * this one were killed there.
 */
class CopiedFileTest {
    private static final int COMMITS = 150;
    private static final int KEPT = 20;
    private static final int LONGEST = 16_000;

    @TempDir Path folder;

    @Test
    void theFileHoldsWhatWasAcknowledgedAlsoWhereItsGapsAreFilled()
            throws IOException, SQLException {
        Random random = new Random(1);
        try (Database database = Database.open(DatabaseConfig.embedded(folder))) {
            // what is deleted leaves gaps at once, not after 45 seconds
            database.write(tx -> tx.update("SET RETENTION_TIME 0", Map.of()));
            for (int number = 0; number < COMMITS; number++) {
                String name = Committer.name(number);
                String sealed = "x".repeat(random.nextInt(LONGEST));
                String old = Committer.name(number - KEPT);
                database.write(
                        tx -> {
                            tx.update(
                                    "INSERT INTO secret (name, sealed) VALUES (:name, :sealed)",
                                    Map.of("name", name, "sealed", sealed));
                            tx.update("DELETE FROM secret WHERE name = :name", Map.of("name", old));
                        });

                assertThat(lengthInCopy(name)).as(name).isEqualTo(sealed.length());
            }
        }
    }

    private int lengthInCopy(String name) throws IOException, SQLException {
        Path copies = Files.createDirectories(folder.resolve("copy"));
        Files.copy(
                folder.resolve("bastide.mv.db"),
                copies.resolve("bastide.mv.db"),
                StandardCopyOption.REPLACE_EXISTING);
        try (Connection copy = DriverManager.getConnection(DatabaseConfig.embedded(copies).url());
                Statement statement = copy.createStatement();
                ResultSet found =
                        statement.executeQuery(
                                "SELECT LENGTH(sealed) FROM secret WHERE name = '" + name + "'")) {
            return found.next() ? found.getInt(1) : -1;
        }
    }
}
