package org.bastide.controller.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.http.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** What becomes of a transaction that cannot go its way. */
@Tag("sql")
class DatabaseFailureTest {
    @TempDir Path folder;

    private DatabaseConfig config;

    @BeforeEach
    void configure() {
        config = TestDatabase.config(folder);
    }

    private static void insert(Tx tx, String name) {
        tx.update("INSERT INTO secret (name, sealed) VALUES (:name, 'x')", Map.of("name", name));
    }

    private static long count(Database database) {
        return database.<Long>read(tx -> tx.number("SELECT count(*) FROM secret", Map.of()));
    }

    @Test
    void aThreadThatIsInterruptedDoesNotTakeTheDatabaseAwayFromTheOthers()
            throws InterruptedException {
        try (Database database = Database.open(config)) {
            for (int i = 0; i < 200; i++) {
                String name = "n" + i;
                CountDownLatch begun = new CountDownLatch(1);
                Thread thread =
                        Thread.ofVirtual()
                                .start(
                                        () -> {
                                            try {
                                                database.write(
                                                        tx -> {
                                                            begun.countDown();
                                                            insert(tx, name);
                                                        });
                                            } catch (RuntimeException interrupted) {
                                                // it may fail, alone
                                            }
                                        });
                begun.await();
                thread.interrupt();
                thread.join();

                database.write(tx -> insert(tx, name + "-after"));
            }
            assertThat(count(database)).isGreaterThanOrEqualTo(200);
        }
    }

    @Test
    void aClosedDatabaseIsAwayAndNotAnUnexpectedFailure() {
        Database database = Database.open(config);
        database.close();

        assertThatThrownBy(() -> count(database))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.code()).isEqualTo(Problem.Code.UNAVAILABLE));
    }

    @Test
    void writersOfOneRowWaitForEachOther() throws Exception {
        try (Database database = Database.open(config);
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                writers.add(
                        threads.submit(
                                () ->
                                        database.write(
                                                tx -> {
                                                    long now =
                                                            tx.number(
                                                                    "SELECT sequence FROM event_head FOR UPDATE",
                                                                    Map.of());
                                                    tx.update(
                                                            "UPDATE event_head SET sequence = :next",
                                                            Map.of("next", now + 1));
                                                })));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }

            assertThat(
                            database.<Long>read(
                                    tx -> tx.number("SELECT sequence FROM event_head", Map.of())))
                    .isEqualTo(400);
        }
    }

    @Test
    void aBrokenDeadlockIsRunAgain() throws Exception {
        try (Database database = Database.open(config);
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            database.write(tx -> List.of("a", "b").forEach(name -> insert(tx, name)));
            CountDownLatch both = new CountDownLatch(2);

            Future<?> one = threads.submit(() -> inOrder(database, both, "a", "b"));
            Future<?> other = threads.submit(() -> inOrder(database, both, "b", "a"));
            one.get();
            other.get();

            List<String> values =
                    database.read(
                            tx ->
                                    tx.list(
                                            "SELECT sealed FROM secret",
                                            Map.of(),
                                            row -> row.string("sealed")));
            assertThat(values).containsOnly("xyy");
        }
    }

    private static void inOrder(Database database, CountDownLatch both, String... names) {
        database.write(
                tx -> {
                    for (String name : names) {
                        tx.update(
                                "UPDATE secret SET sealed = sealed || 'y' WHERE name = :name",
                                Map.of("name", name));
                        both.countDown();
                        await(both);
                    }
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A number to look at, not to hold: machines differ. */
    @Test
    void manyWritersShareFlushes() {
        try (Database database = Database.open(config);
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            long begun = System.nanoTime();
            List<Future<?>> writers = new ArrayList<>();
            IntStream.range(0, 1600)
                    .forEach(
                            i ->
                                    writers.add(
                                            threads.submit(
                                                    () ->
                                                            database.write(
                                                                    tx -> insert(tx, "r" + i)))));
            writers.forEach(DatabaseFailureTest::join);
            double seconds = (System.nanoTime() - begun) / 1e9;

            System.out.printf("%.0f commits/s of 16 threads%n", 1600 / seconds);
            assertThat(count(database)).isEqualTo(1600);
        }
    }

    private static void join(Future<?> future) {
        try {
            future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
