package org.bastide.cli;

import org.bastide.cli.api.Patience;
import org.bastide.cli.api.Session;
import org.bastide.cli.apply.ApplyCommand;
import org.bastide.cli.cloud.Clouds;
import org.bastide.cli.node.NodeCommand;
import org.bastide.cli.node.NodeListCommand;
import org.bastide.cli.node.NodeTokenCommand;
import org.bastide.cli.node.WaitCommand;
import org.bastide.cli.node.WaitNodesCommand;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;

/** The command {@code bastide}. */
@Command(
        name = "bastide",
        description = "Operates a Bastide cloud through its APIs.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    @Option(
            names = "--cloud",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The cloud, by its name in clouds.yaml. Otherwise OS_CLOUD names it.")
    private Optional<String> cloud = Optional.empty();

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"bastide " + (version == null ? "(not packaged)" : version)};
        }
    }

    private Main() {}

    /** Runs one command. */
    public static void main(String[] arguments) {
        System.exit(
                run(Surroundings.ofProcess(), writer(System.out), writer(System.err), arguments));
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, false, stream.charset());
    }

    /** Runs one command and says how it ended. */
    static int run(Surroundings around, PrintWriter out, PrintWriter err, String... arguments) {
        Main main = new Main();
        Sessions sessions =
                wait -> new Session(new Clouds(around).find(main.cloud), Patience.of(wait));
        CommandLine node =
                new CommandLine(new NodeCommand())
                        .addSubcommand(new NodeTokenCommand(sessions))
                        .addSubcommand(new NodeListCommand(sessions));
        CommandLine waiting =
                new CommandLine(new WaitCommand()).addSubcommand(new WaitNodesCommand(sessions));
        int status =
                new CommandLine(main)
                        .addSubcommand(new ApplyCommand(sessions, around))
                        .addSubcommand(node)
                        .addSubcommand(waiting)
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .setOut(out)
                        .setErr(err)
                        .setExecutionExceptionHandler(Main::complain)
                        .execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    private static int complain(Exception e, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (!(e instanceof Complaint complaint)) {
            throw e;
        }
        command.getErr().println("bastide: " + complaint.getMessage());
        return complaint.exit().code();
    }
}
