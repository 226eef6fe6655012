package org.bastide.rack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

@RackTest
class UpAndDownTest {
    @Test
    void upFindsTheDataAgainAndPurgeLeavesNothing() {
        Machine before = Machine.seen();
        try (Rack rack = Rack.named("return")) {
            rack.up("--nodes", "1").orFail();
            rack.shell("storage-1", "rbd create --size 1M volumes/kept");
            rack.down().orFail();
            assertThat(Machine.seen()).isEqualTo(before);

            rack.up().orFail();
            rack.up().orFail();

            assertThat(rack.shell("storage-1", "rbd ls volumes")).isEqualTo("kept");
            assertThat(rack.rack("ls").orFail()).contains("compute-1").doesNotContain("compute-2");
        }

        assertThat(Machine.seen()).isEqualTo(before);
        assertThat(Rack.named("return").state()).doesNotExist();
    }

    @Test
    void twoRacksStandSideBySide() {
        try (Rack one = Rack.named("one");
                Rack two = Rack.named("two")) {
            one.up("--nodes", "1").orFail();
            two.up("--nodes", "1").orFail();

            assertThat(one.shell("storage-1", "ceph fsid"))
                    .isNotEqualTo(two.shell("storage-1", "ceph fsid"));
            assertThat(
                            one.exec("compute-1", "ping", "-c", "1", "-W", "1", addressOf(two))
                                    .succeeded())
                    .isFalse();
        }
    }

    @Test
    void aRackThatCouldNotBeFinishedCanBeRepeatedOrRemoved() {
        try (Rack rack = Rack.named("half")) {
            Shell.Result taken = rack.up("--nodes", "1", "--listen", "192.0.2.9:5000");
            assertThat(taken.succeeded()).isFalse();
            assertThat(taken.output()).contains("choose with --listen");

            rack.down().orFail();
            rack.up("--listen", "127.0.0.1:5055").orFail();

            assertThat(rack.down("--purge").orFail()).containsPattern("stay, .* rm -rf .*/bastide");
        }
    }

    @Test
    void aFolderWithSomethingElseInItIsNotTouched() throws Exception {
        Path precious = Files.createDirectories(Path.of("/var/tmp/racks/precious"));
        Files.writeString(precious.resolve("letter"), "dear");

        Rack rack = Rack.named("precious");

        assertThat(rack.up().output()).contains("is not empty and not a rack's");
        assertThat(rack.down("--purge").succeeded()).isFalse();
        assertThat(precious.resolve("letter")).exists();
    }

    private static String addressOf(Rack rack) {
        return rack.shell("compute-1", "hostname -I").split(" ", 2)[0];
    }

    /** What a rack could leave behind on the machine. */
    private record Machine(
            List<String> interfaces,
            List<String> mounts,
            List<String> namespaces,
            List<String> processes) {
        static Machine seen() {
            return new Machine(
                    lines("ip -brief link | cut -d' ' -f1"),
                    lines("cut -d' ' -f2 /proc/mounts"),
                    lines("lsns --noheadings --output NS"),
                    lines(
                            "ps -e -o comm= | grep -E 'unshare|sleep|haproxy|ceph|libvirtd|qemu|init'"));
        }

        private static List<String> lines(String shell) {
            return Shell.run(Duration.ofMinutes(1), List.of("bash", "-c", shell))
                    .output()
                    .lines()
                    .sorted()
                    .toList();
        }
    }
}
