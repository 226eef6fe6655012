package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What the commands in {@code scripts} say to somebody who does not know them by heart. */
@RackTest
@ExtendWith(SharedRack.class)
class CommandLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "rack", "test", "bench", "lib/enter"})
    void helpIsGivenOnStandardOutput(String script) {
        Shell.Result help = run("scripts/" + script + " --help 2>/dev/null");

        assertThat(help.orFail()).startsWith(Path.of(script).getFileName() + " ");
    }

    @ParameterizedTest
    @CsvSource({
        "up --nonsense, unknown option --nonsense",
        "up --state, --state wants a value",
        "up --state --nodes 1, --state wants a value",
        "up --nodes none, --nodes wants a number",
        "down --nonsense, unknown option --nonsense",
        "down --state, --state wants a value",
        "rack --nonsense ls, unknown option --nonsense",
        "rack --state, --state wants a value",
        "rack, a command is missing",
        "rack nonsense, unknown command nonsense",
        "rack logs, logs wants the name of a server",
        "rack exec compute-1 --, exec wants a command",
        "test --nonsense, unknown option --nonsense",
        "bench nonsense, which bench?",
        "bench boot --repeat, --repeat wants a value",
        "lib/enter --nonsense, unknown option --nonsense",
        "lib/enter --env, --env wants a value"
    })
    void whatIsTypedWrongIsSaidWithTheUsageOnStandardError(String line, String complaint) {
        Shell.Result refused = run("scripts/" + line + " 2>&1 >/dev/null");

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.output()).contains(complaint, "usage: ");
    }

    @Test
    void aLogThatDoesNotExistIsAnsweredWithThoseThatDo(Rack rack) {
        Shell.Result refused = rack.rack("logs", "storage-1", "nonsense");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output())
                .contains("storage-1 has no log 'nonsense'")
                .contains("bastide-storage-node ceph-mgr ceph-mon ceph-osd init setup");
    }

    @Test
    void theOperatorsCommandRunsOnARackWithoutMore(Rack rack) {
        Shell.Result listed = rack.rack("bastide", "node", "list");

        assertThat(listed.orFail()).contains("compute-1", "storage-1");
        assertThat(rack.rack("bastide", "nonsense").status()).isEqualTo(2);
    }

    private static Shell.Result run(String line) {
        return Shell.run(Duration.ofMinutes(1), List.of("bash", "-c", "cd ..; exec " + line));
    }
}
