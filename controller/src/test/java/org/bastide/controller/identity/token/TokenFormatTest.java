package org.bastide.controller.identity.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.controller.identity.base.HexId;
import org.bastide.controller.identity.base.Scope;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

class TokenFormatTest {
    private final SigningKey key = new SigningKey(SigningKey.freshSeed());
    private final TokenFormat format = new TokenFormat(key);
    private final Random random = new Random(7);

    @Test
    void whatIsWrittenIsReadBack() {
        for (int i = 0; i < 500; i++) {
            Token token = any();

            String text = format.write(token);

            assertThat(format.read(text)).contains(token);
            assertThat(new TokenFormat(key).read(text)).contains(token);
        }
    }

    @Test
    void theLongestTokenHas255CharactersAtMost() {
        Token token =
                new Token(
                        "f".repeat(64),
                        new Scope.Project(HexId.next()),
                        EnumSet.allOf(Token.Method.class),
                        Token.freshAuditId(),
                        Optional.of(Token.freshAuditId()),
                        Instant.parse("9999-12-31T23:59:59.999999Z"),
                        Instant.parse("9999-12-31T23:59:59.999999Z"),
                        "eu-west-paris-1.longest1");

        String text = format.write(token);

        assertThat(text).hasSizeLessThanOrEqualTo(255).matches("[A-Za-z0-9_-]+");
        assertThat(format.read(text)).contains(token);
    }

    @Test
    void idsThatDoNotFitAreRefused() {
        Token token = with(new Scope.Project("z".repeat(64)), "y".repeat(64));

        assertThatThrownBy(() -> format.write(token)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTokenWithAnyOtherCharacterIsNone() {
        String text = format.write(any());

        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'A' ? 'B' : 'A';
            String changed = text.substring(0, i) + other + text.substring(i + 1);
            assertThat(format.read(changed)).isEmpty();
        }
    }

    @Test
    void aTokenCutOrLengthenedIsNone() {
        String text = format.write(any());

        for (int i = 0; i < text.length(); i++) {
            assertThat(format.read(text.substring(0, i))).isEmpty();
        }
        assertThat(format.read(text + "A")).isEmpty();
        assertThat(format.read(text + "=")).isEmpty();
        assertThat(format.read(text + "A".repeat(300))).isEmpty();
    }

    @Test
    void aTokenOfAnotherCloudIsNone() {
        String text = new TokenFormat(new SigningKey(SigningKey.freshSeed())).write(any());

        assertThat(format.read(text)).isEmpty();
    }

    @Test
    void whatIsNoTokenIsNone() {
        for (String text : List.of("", "b1", "b1é", "b1!!!!", "gAAAAABl", "b1" + "A".repeat(200))) {
            assertThat(format.read(text)).isEmpty();
        }
    }

    @Test
    void whatIsRememberedIsBounded() {
        Remembered<Integer> remembered = new Remembered<>(10);

        for (int i = 0; i < 1000; i++) {
            remembered.keep("key " + i, i);
            assertThat(remembered.find("key " + i)).contains(i);
            assertThat(remembered.size()).isLessThanOrEqualTo(10);
        }
    }

    private Token any() {
        Scope scope =
                List.of(
                                new Scope.Unscoped(),
                                new Scope.Project(HexId.next()),
                                new Scope.Domain("default"),
                                new Scope.OfSystem())
                        .get(random.nextInt(4));
        return with(scope, random.nextBoolean() ? HexId.next() : "user-" + random.nextInt(100));
    }

    private Token with(Scope scope, String user) {
        Instant issued =
                Instant.EPOCH.plus(random.nextLong(4_000_000_000_000_000L), ChronoUnit.MICROS);
        return new Token(
                user,
                scope,
                random.nextBoolean()
                        ? Set.of(Token.Method.PASSWORD)
                        : Set.of(Token.Method.PASSWORD, Token.Method.TOKEN),
                Token.freshAuditId(),
                random.nextBoolean() ? Optional.of(Token.freshAuditId()) : Optional.empty(),
                issued,
                issued.plusSeconds(3600),
                "RegionOne");
    }
}
