package org.bastide.computenode.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What QEMU says, for a person. */
class ExplanationTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error reading header from disk-1: No such file or directory | its disk does not exist in Ceph",
                "error connecting: Permission denied | Ceph refuses the disk's key",
                "error connecting: Connection timed out | Ceph does not answer",
                "cannot write: No space left on device | no space left on the node",
                "cannot set up guest memory 'pc.ram': Cannot allocate memory | not enough memory on the node",
            })
    void knownCausesHaveWords(String message, String words) {
        assertThat(Explanation.of(message)).startsWith(words + " (");
    }

    @Test
    void theNoiseIsLeftOut() {
        String said =
                """
                internal error: process exited while connecting to monitor: 2026-01-01T00:00:00.000000Z \
                qemu-system-x86_64: -blockdev {"driver":"rbd","pool":"volumes"}: it is broken""";

        assertThat(Explanation.of(said)).isEqualTo("it is broken");
    }

    @Test
    void aLongMessageIsCut() {
        assertThat(Explanation.of("x".repeat(5000))).hasSize(301);
    }
}
