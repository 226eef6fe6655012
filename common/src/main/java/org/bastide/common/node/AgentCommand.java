package org.bastide.common.node;

import org.bastide.common.config.Config;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * The command line of an agent: it joins a cloud once, and then serves it.
 *
 * @param <C> what its configuration file says
 */
@Command(mixinStandardHelpOptions = true)
public abstract class AgentCommand<C extends Record> {
    private final Class<C> configuration;

    protected AgentCommand(Class<C> configuration) {
        this.configuration = configuration;
    }

    /** What serves: how it is started, and how it is stopped. */
    public record Agent(Runnable start, Runnable stop) {}

    /** The agent's own folder. */
    protected abstract Path state(C config);

    /** What serves as this node; nothing of it runs yet. */
    protected abstract Agent agent(C config, NodeIdentity identity);

    /** Runs a command and gives its status. */
    protected final int run(String... arguments) {
        return new CommandLine(this)
                .setExecutionExceptionHandler(AgentCommand::explain)
                .execute(arguments);
    }

    @Command(description = "Makes this server a node of a cloud.")
    final int join(
            @Option(names = "--config", required = true, description = "The configuration file.")
                    Path config,
            @Option(
                            names = "--token-file",
                            required = true,
                            description = "The file with the one-time token.")
                    Path tokenFile)
            throws IOException {
        Path state = state(Config.read(config, configuration));
        Files.createDirectories(state);
        JoinToken token = JoinToken.decode(Files.readString(tokenFile));
        NodeIdentity identity = Join.join(token, state);
        new CommandLine(this).getOut().println("joined as " + identity.name());
        return 0;
    }

    @Command(description = "Serves until it is stopped.")
    final int serve(
            @Option(names = "--config", required = true, description = "The configuration file.")
                    Path config)
            throws InterruptedException {
        C read = Config.read(config, configuration);
        Agent agent = agent(read, NodeIdentity.load(state(read)));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            agent.stop().run();
                                            ended.countDown();
                                        }));
        agent.start().run();
        ended.await();
        return 0;
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        command.getErr().println(e.getMessage());
        return 1;
    }
}
