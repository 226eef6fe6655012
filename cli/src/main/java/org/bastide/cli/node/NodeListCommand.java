package org.bastide.cli.node;

import org.bastide.cli.Sessions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** {@code bastide node list}. */
@Command(name = "list", description = "Show the servers that have joined.")
public final class NodeListCommand implements Runnable {
    private static final List<String> HEAD =
            List.of("NAME", "ROLE", "STATE", "RELEASE", "ADDRESS", "DEGRADED");

    /** How to print them. */
    enum Format {
        TABLE,
        JSON
    }

    private final Sessions sessions;

    @Spec private CommandSpec spec;

    @Option(
            names = "--format",
            defaultValue = "TABLE",
            paramLabel = "FORMAT",
            description = "table (the default) or json.")
    private Format format;

    public NodeListCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case JSON -> out.println(Node.answer(sessions.open(Duration.ZERO)).toPrettyString());
            case TABLE -> table(out, Node.list(sessions.open(Duration.ZERO)));
        }
    }

    private static void table(PrintWriter out, List<Node> nodes) {
        List<List<String>> rows =
                Stream.concat(Stream.of(HEAD), nodes.stream().map(NodeListCommand::row)).toList();
        List<Integer> widths =
                IntStream.range(0, HEAD.size())
                        .mapToObj(
                                column ->
                                        rows.stream()
                                                .mapToInt(row -> row.get(column).length())
                                                .max()
                                                .orElse(0))
                        .toList();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .repeat(' ', widths.get(column) - row.get(column).length() + 2);
            }
            out.println(line.toString().stripTrailing());
        }
    }

    private static List<String> row(Node node) {
        return List.of(
                node.name(),
                node.role(),
                node.state(),
                node.release(),
                node.address(),
                String.join(", ", node.degraded()));
    }
}
