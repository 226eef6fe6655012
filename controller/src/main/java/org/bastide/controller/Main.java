package org.bastide.controller;

import org.bastide.common.config.Config;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/** The controller's command line. */
@Command(
        name = "bastide-controller",
        description = "Controls a Bastide cloud.",
        mixinStandardHelpOptions = true,
        version = "bastide-controller 0.1.0")
public final class Main {
    private Main() {}

    /** Runs a command and ends with its status. */
    public static void main(String[] arguments) {
        System.exit(
                new CommandLine(new Main())
                        .setExecutionExceptionHandler(Main::explain)
                        .execute(arguments));
    }

    @Command(description = "Prepares a new cloud: schema, certificates, the first administrator.")
    int bootstrap(
            @Option(names = "--config", required = true, description = "The configuration file.")
                    Path config,
            @Option(
                            names = "--password-file",
                            required = true,
                            description = "The file with the password of the user admin.")
                    Path passwordFile)
            throws IOException {
        ControllerConfig read = read(config);
        try (ControllerServer server = new ControllerServer(read, InstantSource.system())) {
            server.bootstrap(Files.readString(passwordFile).strip());
        }
        return 0;
    }

    @Command(description = "Serves until it is stopped.")
    int serve(
            @Option(names = "--config", required = true, description = "The configuration file.")
                    Path config)
            throws IOException, InterruptedException {
        ControllerServer server = new ControllerServer(read(config), InstantSource.system());
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform()
                                .unstarted(
                                        () -> {
                                            server.close();
                                            ended.countDown();
                                        }));
        server.start();
        ended.await();
        return 0;
    }

    private static ControllerConfig read(Path file) throws IOException {
        ControllerConfig config = Config.read(file, ControllerConfig.class);
        Files.createDirectories(config.state());
        Files.setPosixFilePermissions(config.state(), PosixFilePermissions.fromString("rwx------"));
        return config;
    }

    private static int explain(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        org.slf4j.LoggerFactory.getLogger(Main.class).error("it cannot go on", e);
        command.getErr().println(e.getMessage());
        return 1;
    }
}
