package org.bastide.common.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine.Command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class AgentCommandTest {
    @TempDir private Path folder;

    /** What its file says. */
    record Settings(Path state) {}

    @Command(name = "agent", description = "An agent.")
    private static final class TestAgent extends AgentCommand<Settings> {
        TestAgent() {
            super(Settings.class);
        }

        @Override
        protected Path state(Settings config) {
            return config.state();
        }

        @Override
        protected Agent agent(Settings config, NodeIdentity identity) {
            throw new AssertionError("there is no identity");
        }
    }

    private record Ended(int status, String errors) {}

    private static Ended run(String... arguments) {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int status = new TestAgent().run(arguments);
            return new Ended(status, errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setErr(before);
        }
    }

    @Test
    void bothCommandsWantAConfiguration() {
        for (String command : new String[] {"join", "serve"}) {
            Ended ended = run(command);

            assertThat(ended.status()).isEqualTo(2);
            assertThat(ended.errors()).contains("--config").contains("Usage: agent " + command);
        }
    }

    @Test
    void whatKeepsItFromServingIsSaidWithoutAStack() throws IOException {
        Path config = Files.writeString(folder.resolve("agent.yaml"), "stat: elsewhere");

        Ended ended = run("serve", "--config", config.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors())
                .contains("stat is unknown", "state is missing")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "no base64!", ""})
    void aTokenThatIsNoneIsRefused(String text) throws IOException {
        Path state = folder.resolve("state");
        Path config = Files.writeString(folder.resolve("agent.yaml"), "state: " + state);
        Path token = Files.writeString(folder.resolve("token"), text);

        Ended ended = run("join", "--config", config.toString(), "--token-file", token.toString());

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.errors()).contains("'bastide node token'");
    }
}
