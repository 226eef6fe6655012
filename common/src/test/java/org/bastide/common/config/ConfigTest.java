package org.bastide.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ConfigTest {
    @TempDir Path folder;

    private enum Mode {
        FAST,
        SLOW
    }

    private record Peer(String address, int weight) {}

    private record Store(Path path, Optional<Integer> most) {}

    private record Settings(
            String name,
            int port,
            boolean safe,
            Store store,
            Mode mode,
            Duration patience,
            List<Peer> peers,
            Optional<Peer> favourite) {
        private Settings {
            peers = peers == null ? List.of() : List.copyOf(peers);
            if (port < 0) {
                throw new IllegalArgumentException("port: must not be negative");
            }
        }
    }

    private static final String GOOD =
            """
            name: one
            port: 7
            safe: true
            store:
              path: /var/lib/x
            mode: FAST
            patience: PT5S
            """;

    private Settings read(String text) throws IOException {
        Path file = folder.resolve("config.yaml");
        Files.writeString(file, text);
        return Config.read(file, Settings.class);
    }

    private void refused(String text, String... reasons) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(Config.Invalid.class)
                .message()
                .satisfies(
                        message ->
                                assertThat(message.lines().skip(1).map(String::strip))
                                        .containsExactlyInAnyOrder(reasons));
    }

    @Test
    void aFileBecomesARecordWithItsDefaults() throws IOException {
        assertThat(read(GOOD))
                .isEqualTo(
                        new Settings(
                                "one",
                                7,
                                true,
                                new Store(Path.of("/var/lib/x"), Optional.empty()),
                                Mode.FAST,
                                Duration.ofSeconds(5),
                                List.of(),
                                Optional.empty()));
    }

    @Test
    void listsAndOptionalsOfRecordsAreRead() throws IOException {
        Settings settings =
                read(
                        GOOD
                                + """
                                peers:
                                  - {address: a, weight: 1}
                                  - {address: b, weight: 2}
                                favourite: {address: b, weight: 2}
                                """);

        assertThat(settings.peers()).containsExactly(new Peer("a", 1), new Peer("b", 2));
        assertThat(settings.favourite()).contains(new Peer("b", 2));
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        refused(
                """
                nmae: one
                port: many
                store: {path: /x, most: 1.5, size: 3}
                mode: MEDIUM
                patience: soon
                peers: [{address: a}, {address: b, weight: 2, colour: red}, c]
                favourite: {weight: 1}
                """,
                "nmae is unknown; known here: name, port, safe, store, mode, patience, peers, favourite",
                "name is missing",
                "port: \"many\" is not a whole number",
                "safe is missing",
                "store.most: 1.5 is not a whole number",
                "store.size is unknown; known here: path, most",
                "mode: \"MEDIUM\" is none of FAST, SLOW",
                "patience: \"soon\" is not a duration such as PT30S",
                "peers[0].weight is missing",
                "peers[1].colour is unknown; known here: address, weight",
                "peers[2] must be a map",
                "favourite.address is missing");
    }

    @Test
    void aRecordsOwnWordIsPassedOn() {
        refused(GOOD.replace("port: 7", "port: -1"), "port: must not be negative");
    }

    @Test
    void aKeyThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> read(GOOD + "port: 8\n"))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContaining("port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.5", "'7'", "true", "99999999999", "[7]", "{a: 1}"})
    void aNumberIsNotGuessedFromSomethingElse(String value) {
        assertThatThrownBy(() -> read(GOOD.replace("port: 7", "port: " + value)))
                .isInstanceOf(Config.Invalid.class)
                .hasMessageContaining("port: ")
                .hasMessageContaining("is not a whole number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing", "---"})
    void anEmptyFileLacksEverything(String text) {
        refused(
                text,
                "name is missing",
                "port is missing",
                "safe is missing",
                "store is missing",
                "mode is missing",
                "patience is missing");
    }

    @Test
    void aFileThatIsNoMapOrNoYamlOrNotThereIsSaidToBe() {
        refused("- a", "the file must be a map");
        assertThatThrownBy(() -> read("a: [")).hasMessageContaining("not YAML");
        assertThatThrownBy(() -> Config.read(folder.resolve("none"), Settings.class))
                .hasMessageContaining("no such file");
    }
}
