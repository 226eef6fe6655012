package org.bastide.controller.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A process that commits rows and says each one's name once it is acknowledged: to be killed, or
 * watched. Its arguments: the database's folder, the first row's number, the last one's, how many
 * threads.
 */
final class Committer {
    private Committer() {}

    static String name(int number) {
        return "row<%d>".formatted(number);
    }

    public static void main(String[] arguments) throws InterruptedException {
        int last = Integer.parseInt(arguments[2]);
        AtomicInteger next = new AtomicInteger(Integer.parseInt(arguments[1]));
        Database database = Database.open(DatabaseConfig.embedded(Path.of(arguments[0])));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(arguments[3]); i++) {
            threads.add(Thread.ofPlatform().start(() -> commit(database, next, last)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void commit(Database database, AtomicInteger next, int last) {
        for (int number = next.getAndIncrement(); number <= last; number = next.getAndIncrement()) {
            String name = name(number);
            database.write(
                    tx ->
                            tx.update(
                                    "INSERT INTO secret (name, sealed) VALUES (:name, '')",
                                    Map.of("name", name)));
            byte[] line = (name + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            System.out.write(line, 0, line.length);
            System.out.flush();
        }
    }

    /** Such a process, after what is to be run before it. */
    static Process start(List<String> before, Path folder, int first, int last, int threads) {
        List<String> command = new ArrayList<>(before);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Committer.class.getName(),
                        folder.toString(),
                        Integer.toString(first),
                        Integer.toString(last),
                        Integer.toString(threads)));
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The whole lines that a process has said, up to its end. */
    static List<String> rest(InputStream said) throws IOException {
        String text = new String(said.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        return text.substring(0, text.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> line.startsWith("row<"))
                .toList();
    }
}
