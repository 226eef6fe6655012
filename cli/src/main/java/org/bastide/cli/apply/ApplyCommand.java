package org.bastide.cli.apply;

import org.bastide.cli.Sessions;
import org.bastide.cli.Surroundings;
import org.bastide.cli.api.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.time.Duration;

/** {@code bastide apply}. */
@Command(
        name = "apply",
        description =
                "Make what a YAML file lists: projects, users, flavors, images; leave what is there.")
public final class ApplyCommand implements Runnable {
    private final Sessions sessions;
    private final Surroundings around;

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What should be there.")
    private String file;

    @Option(
            names = "--wait",
            defaultValue = "0",
            paramLabel = "SECONDS",
            description = "How long to wait for a cloud that does not answer yet.")
    private int wait;

    public ApplyCommand(Sessions sessions, Surroundings around) {
        this.sessions = sessions;
        this.around = around;
    }

    @Override
    public void run() {
        Wanted wanted = Wanted.read(around, around.path(around.folder(), file));
        Session session = sessions.open(Duration.ofSeconds(wait));
        Report report = new Report(spec.commandLine().getOut());
        Projects projects = new Projects(session);
        Users users = new Users(session, projects);
        Flavors flavors = new Flavors(session);
        Images images = new Images(session);
        wanted.projects().forEach(it -> report.line("project", it.name(), () -> projects.make(it)));
        wanted.users().forEach(it -> report.line("user", it.name(), () -> users.make(it)));
        wanted.flavors().forEach(it -> report.line("flavor", it.name(), () -> flavors.make(it)));
        wanted.images().forEach(it -> report.line("image", it.name(), () -> images.make(it)));
    }
}
