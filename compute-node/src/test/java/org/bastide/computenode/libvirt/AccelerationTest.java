package org.bastide.computenode.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** KVM only where the CPU lends it and the device opens. */
class AccelerationTest {
    @TempDir private Path folder;

    @Test
    void bothTheFlagAndTheDeviceAreNeeded() throws IOException {
        Path lends = file("lends", "processor: 0\nflags\t\t: fpu vme svm nx\n");
        Path lendsNot = file("lends-not", "flags\t\t: fpu vme svmx nx\nvmx flags\t: vnmi\n");
        Path device = file("kvm", "");

        assertThat(Acceleration.detect(lends, device)).isEqualTo(Acceleration.KVM);
        assertThat(Acceleration.detect(lendsNot, device)).isEqualTo(Acceleration.EMULATED);
        assertThat(Acceleration.detect(lends, folder.resolve("none")))
                .isEqualTo(Acceleration.EMULATED);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
