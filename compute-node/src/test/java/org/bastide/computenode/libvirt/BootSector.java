package org.bastide.computenode.libvirt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;

/**
 * The smallest guest there is: 128 bytes that say hello on the serial console, heed the power
 * button and then say good bye. It boots under emulation as fast as the firmware does. In assembly:
 *
 * <pre>
 *        print "hello from a boot sector"
 *        outw 0x602, 0x0100            enable the power button's event
 *        cx = ticks
 * again: sti; hlt                      18.2 times a second
 *        if (inw 0x600) &amp; 0x0100 goto off
 *        if cx != 0 and --cx == 0 goto off
 *        goto again
 * off:   print "good bye"
 *        outw 0x604, 0x2000            ACPI S5
 * </pre>
 */
public final class BootSector {
    /** What it says first. */
    public static final String HELLO = "hello from a boot sector";

    private static final byte[] CODE =
            HexFormat.of()
                    .parseHex(
                            "fa31c08ed88ed0bc007cfcbe537ce82a00ba0206b80001ef8b0e797cfbf4"
                                    + "ba0006edf6c4017504e3f3e2f1be6e7ce80a00ba0406b80020eff4ebfdac"
                                    + "84c0741288c3bafd03eca82074f8baf80388d8eeebe9c368656c6c6f2066"
                                    + "726f6d206120626f6f7420736563746f720d0a00676f6f64206279650d0a"
                                    + "000000");
    private static final int TICKS = 0x79;
    private static final int SIZE = 1024 * 1024;

    private BootSector() {}

    /** A disk with a guest that runs until its power button is pressed. */
    public static void write(Path disk) throws IOException {
        write(disk, 0);
    }

    /** A disk with a guest that powers itself off after so many ticks of 55 milliseconds. */
    public static void write(Path disk, int ticks) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(CODE);
        bytes.putShort(TICKS, (short) ticks);
        bytes.putShort(510, (short) 0xAA55);
        Files.write(disk, bytes.array());
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("rw-rw-rw-"));
    }
}
