package org.bastide.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class ControllerConfigTest {
    private static final String LEAST =
            """
            name: controller-1
            region: RegionOne
            state: /var/lib/bastide/controller
            api: {listen: "192.0.2.1:5000", url: "https://cloud.example:5000"}
            link: {listen: "192.0.2.1:5001"}
            """;

    @TempDir private Path folder;

    @Test
    void whatIsNotSaidIsAsUsual() throws IOException {
        ControllerConfig config = read(LEAST);

        assertThat(config.tokens()).isEmpty();
        assertThat(config.database()).isEmpty();
        assertThat(config.link().addresses()).containsExactly("192.0.2.1:5001");
    }

    @Test
    void tokensLiveAsLongAsIsSaid() throws IOException {
        assertThat(read(LEAST + "tokens: {life: PT30M}").tokens())
                .contains(new ControllerConfig.Tokens(Duration.ofMinutes(30)));
    }

    @Test
    void tokensThatExpireAtOnceAreRefused() {
        assertThatThrownBy(() -> read(LEAST + "tokens: {life: PT0S}"))
                .hasMessageContaining("tokens.life");
    }

    private ControllerConfig read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("controller.yaml"), text);
        return Config.read(file, ControllerConfig.class);
    }
}
