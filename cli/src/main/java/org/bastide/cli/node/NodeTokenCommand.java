package org.bastide.cli.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.Sessions;
import org.bastide.cli.api.Service;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.time.Duration;
import java.util.Locale;

/** {@code bastide node token}. */
@Command(
        name = "token",
        description = "Print a token with which one server can join, once, within an hour.")
public final class NodeTokenCommand implements Runnable {
    /** What a server does in the cloud. */
    enum Role {
        COMPUTE,
        STORAGE
    }

    private final Sessions sessions;

    @Spec private CommandSpec spec;

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "What the server will be: compute or storage.")
    private Role role;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "The server's host name.")
    private String name;

    public NodeTokenCommand(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void run() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("node_token")
                .put("role", role.name().toLowerCase(Locale.ROOT))
                .put("name", name);
        JsonNode token =
                sessions.open(Duration.ZERO)
                        .post(Service.BASTIDE, "/node-tokens", body)
                        .expect("make a token for " + name, 201)
                        .json()
                        .path("node_token")
                        .path("token");
        if (token.asText().isEmpty()) {
            throw new Complaint(Exit.FAILED, "the cloud's answer has no token");
        }
        spec.commandLine().getOut().println(token.asText());
    }
}
