package org.bastide.rack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Bastide's processes wrote about themselves since some moment. */
final class Logs {
    /** Lines that may be there: each with the reason why. */
    private static final List<Pattern> EXPECTED = List.of();

    private static final Pattern TROUBLE = Pattern.compile(".* ERROR .*|Exception in thread .*");
    private static final int FOLLOWING = 25;

    private final Path state;
    private final Map<Path, Integer> read = new HashMap<>();

    private Logs(Path state) {
        this.state = state;
    }

    /** From now on. */
    static Logs since(Rack rack) {
        Logs logs = new Logs(rack.state());
        logs.files().forEach(file -> logs.read.put(file, lines(file).size()));
        return logs;
    }

    /** Unexpected errors and their first lines of stack, with the file they are in. */
    List<String> unexpected() {
        List<String> found = new ArrayList<>();
        for (Path file : files()) {
            List<String> lines = lines(file);
            int begin = read.getOrDefault(file, 0);
            for (int i = begin <= lines.size() ? begin : 0; i < lines.size(); i++) {
                if (isUnexpected(lines.get(i))) {
                    found.add(state.relativize(file) + ": " + text(lines, i));
                }
            }
        }
        return found;
    }

    private static boolean isUnexpected(String line) {
        return TROUBLE.matcher(line).matches()
                && EXPECTED.stream().noneMatch(one -> one.matcher(line).find());
    }

    private static String text(List<String> lines, int at) {
        int end = Math.min(lines.size(), at + FOLLOWING);
        return String.join("\n", lines.subList(at, end));
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        for (Path server : listed(state.resolve("servers"))) {
            for (Path file : listed(server.resolve("var/log/bastide"))) {
                if (file.getFileName().toString().startsWith("bastide-")) {
                    files.add(file);
                }
            }
        }
        return files;
    }

    private static List<Path> listed(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
