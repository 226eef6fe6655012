package org.bastide.controller.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class RootKeyTest {
    @TempDir Path folder;

    private static final byte[] SECRET = {1, 2, 3};

    private Path file() {
        return folder.resolve("root.key");
    }

    @Test
    void whatIsSealedOpensAfterARestartUnderItsNameOnly() {
        String sealed = RootKey.load(file()).seal("name", SECRET);
        RootKey again = RootKey.load(file());

        assertThat(again.open("name", sealed)).isEqualTo(SECRET);
        assertThatThrownBy(() -> again.open("other", sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasChangedDoesNotOpen() {
        RootKey key = RootKey.load(file());
        byte[] sealed = Base64.getDecoder().decode(key.seal("name", SECRET));

        for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            String damaged = Base64.getEncoder().encodeToString(changed);
            assertThatThrownBy(() -> key.open("name", damaged))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> key.open("name", "AAAA"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void ofManyWhoMakeTheKeyOneWins() throws IOException {
        RootKey key = RootKey.load(file());
        Files.delete(file());
        Set<String> sealedByAll =
                IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> RootKey.load(file()).seal("name", SECRET))
                        .collect(Collectors.toSet());

        RootKey winner = RootKey.load(file());

        assertThat(sealedByAll)
                .allSatisfy(text -> assertThat(winner.open("name", text)).isEqualTo(SECRET));
        assertThatThrownBy(() -> winner.open("name", key.seal("name", SECRET)))
                .isInstanceOf(IllegalStateException.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(file());
        }
    }

    @Test
    void itIsItsOwnersOnlyAndOneThatOthersCanReadIsRefused() throws IOException {
        RootKey.load(file());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");

        for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----"}) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(open));
            assertThatThrownBy(() -> RootKey.load(file())).hasMessageContaining("chmod 600");
        }
    }

    @Test
    void aFileThatHoldsNoKeyIsRefusedAndLeftAsItIs() throws IOException {
        for (String text : new String[] {"", "short", "%%%"}) {
            Files.deleteIfExists(file());
            Files.writeString(file(), text);
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));

            assertThatThrownBy(() -> RootKey.load(file()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("holds no key");
            assertThat(file()).hasContent(text);
        }
    }
}
