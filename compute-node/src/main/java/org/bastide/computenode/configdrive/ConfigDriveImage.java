package org.bastide.computenode.configdrive;

import org.bastide.common.link.GuestSpecification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** The config drive of one guest, as an ISO image. */
public final class ConfigDriveImage {
    /** By which guests find it. */
    static final String LABEL = "config-2";

    private final byte[] bytes;

    private ConfigDriveImage(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What a guest of this specification is told. */
    public static ConfigDriveImage of(GuestSpecification specification) {
        return new ConfigDriveImage(
                new IsoImage(LABEL).with(ConfigDriveFiles.of(specification)).bytes());
    }

    /** Writes it for its owner alone; libvirt lends it to QEMU's user. User data may be secret. */
    public void write(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(
                    fresh,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, bytes);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
