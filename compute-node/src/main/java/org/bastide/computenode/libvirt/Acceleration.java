package org.bastide.computenode.libvirt;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Pattern;

/** How QEMU runs a guest's instructions. */
public enum Acceleration {
    /** On the CPU itself. */
    KVM("kvm"),
    /** Translated, by TCG. */
    EMULATED("qemu");

    private static final Pattern VIRTUALIZATION = Pattern.compile("^flags\\s*:.*\\b(vmx|svm)\\b");

    private final String domainType;

    Acceleration(String domainType) {
        this.domainType = domainType;
    }

    /** libvirt's {@code type} of a domain. */
    public String domainType() {
        return domainType;
    }

    /** What this machine can do. */
    public static Acceleration detect() {
        return detect(Path.of("/proc/cpuinfo"), Path.of("/dev/kvm"));
    }

    /** A device that opens is not enough: some kernels have one on CPUs that lend nothing. */
    static Acceleration detect(Path cpuinfo, Path device) {
        try (FileChannel kvm =
                        FileChannel.open(
                                device, StandardOpenOption.READ, StandardOpenOption.WRITE);
                var lines = Files.lines(cpuinfo)) {
            boolean lends = lines.anyMatch(line -> VIRTUALIZATION.matcher(line).find());
            return lends && kvm.isOpen() ? KVM : EMULATED;
        } catch (IOException e) {
            return EMULATED;
        }
    }
}
