package org.bastide.controller.compute.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.http.Problem;
import org.junit.jupiter.api.Test;

class NamePatternTest {
    @Test
    void itIsFoundAnywhere() {
        assertThat(NamePattern.of("name", "b$").isIn("web")).isTrue();
        assertThat(NamePattern.of("name", "^e").isIn("web")).isFalse();
    }

    @Test
    void oneThatNeverEndsIsRefused() {
        NamePattern evil = NamePattern.of("name", ".*.*.*.*.*x");

        assertThatThrownBy(() -> evil.isIn("a".repeat(200) + "!"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("name");
    }

    @Test
    void oneThatIsNoneOrTooLongIsRefused() {
        assertThatThrownBy(() -> NamePattern.of("name", "[")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> NamePattern.of("name", "(".repeat(300)))
                .isInstanceOf(Problem.class);
    }
}
