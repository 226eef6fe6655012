package org.bastide.controller.identity.password;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Optional;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void aPasswordMatchesItsOwnHashAlone() {
        String hash = passwords.hash("correct horse é");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(passwords.matches("correct horse é", Optional.of(hash))).isTrue();
        assertThat(passwords.matches("correct horse e", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("", Optional.of(hash))).isFalse();
    }

    @Test
    void theSamePasswordNeverHasTheSameHashTwice() {
        assertThat(passwords.hash("a")).isNotEqualTo(passwords.hash("a"));
    }

    @Test
    void withoutAHashNothingMatches() {
        assertThat(passwords.matches("", Optional.empty())).isFalse();
        assertThat(passwords.matches("a", Optional.of("$2b$12$not-argon2"))).isFalse();
    }

    @Test
    void aHashOfTheReferenceImplementationMatches() {
        String hash =
                "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";

        assertThat(passwords.matches("password", Optional.of(hash))).isTrue();
    }
}
