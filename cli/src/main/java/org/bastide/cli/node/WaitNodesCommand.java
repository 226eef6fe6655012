package org.bastide.cli.node;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.Sessions;
import org.bastide.cli.api.Patience;
import org.bastide.cli.api.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** {@code bastide wait nodes}. */
@Command(name = "nodes", description = "Wait until that many servers are up.")
public final class WaitNodesCommand implements Runnable {
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Sessions sessions;

    @Spec private CommandSpec spec;

    @Option(
            names = "--count",
            required = true,
            paramLabel = "N",
            description = "How many servers must be up.")
    private int count;

    @Option(
            names = "--timeout",
            defaultValue = "60",
            paramLabel = "SECONDS",
            description = "How long to wait at most; ${DEFAULT-VALUE} if not given.")
    private int timeout;

    public WaitNodesCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void run() {
        Patience patience = Patience.of(Duration.ofSeconds(timeout));
        Session session = sessions.open(Duration.ofSeconds(timeout));
        while (true) {
            List<Node> nodes = Node.list(session);
            long up = nodes.stream().filter(Node::up).count();
            if (up >= count) {
                spec.commandLine().getOut().println(up + " nodes are up");
                return;
            }
            if (patience.ended()) {
                throw new Complaint(
                        Exit.FAILED,
                        "%d of %d nodes are up after %d s: %s"
                                .formatted(up, count, timeout, states(nodes)));
            }
            patience.pause(PERIOD);
        }
    }

    private static String states(List<Node> nodes) {
        return nodes.isEmpty()
                ? "none has joined"
                : nodes.stream()
                        .map(node -> node.name() + " is " + node.state())
                        .collect(Collectors.joining(", "));
    }
}
