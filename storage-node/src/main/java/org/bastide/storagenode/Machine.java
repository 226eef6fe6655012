package org.bastide.storagenode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the machine says about itself. */
final class Machine {
    private static final int START_TIME = 19;

    private Machine() {}

    /** The release of this program. */
    static String release() {
        return Optional.ofNullable(Machine.class.getPackage().getImplementationVersion())
                .orElse("development");
    }

    /** Names the kernel's boot and the start of pid 1: a virtual server shares the former. */
    static String boot() {
        try {
            String kernel = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
            String init = Files.readString(Path.of("/proc/1/stat"));
            // The program's name may hold spaces; the fields after it do not.
            String[] fields = init.substring(init.lastIndexOf(')') + 2).split(" ", -1);
            return kernel + '.' + fields[START_TIME];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The addresses that others can see. */
    static List<String> addresses() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress())
                    .filter(address -> !address.isLinkLocalAddress())
                    .map(InetAddress::getHostAddress)
                    .sorted()
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }
}
