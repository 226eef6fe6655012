package org.bastide.computenode.guest;

import org.bastide.common.link.Messages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The node's files of its guests: {@code ID.json} is what it remembers, the folder {@code ID} what
 * the guest's process uses. The record goes last, so that what is left by a power cut is found.
 */
public final class GuestFolder {
    private static final Logger LOG = LoggerFactory.getLogger(GuestFolder.class);
    private static final String RECORD = ".json";

    /** QEMU's own user passes through, and can read no name. */
    private static final Set<PosixFilePermission> FOLDER =
            PosixFilePermissions.fromString("rwx--x--x");

    /** How libvirt begins a saved memory once it is whole; before that it says Part. */
    private static final byte[] WHOLE = "LibvirtQemudSave".getBytes(StandardCharsets.US_ASCII);

    private final Path root;

    /** Files below a folder, which is made. */
    public GuestFolder(Path root) {
        this.root = root;
        makeFolder(root);
    }

    /** The ISO image that the guest reads about itself. */
    public Path configDrive(String guest) {
        return folder(guest).resolve("config-drive.iso");
    }

    /** What the guest writes to its serial console. */
    public Path consoleLog(String guest) {
        return folder(guest).resolve("console.log");
    }

    /** The console logs of all guests; some may not exist. */
    public List<Path> consoleLogs() {
        return records().stream().map(record -> consoleLog(record.guest())).toList();
    }

    /** The guest's memory while it is suspended. */
    Path memory(String guest) {
        return folder(guest).resolve("memory");
    }

    /** The guest's memory while it is restored: never restored twice, see {@link #takeMemory}. */
    Path takenMemory(String guest) {
        return folder(guest).resolve("memory.taken");
    }

    /** Makes the guest's folder. */
    void prepare(String guest) {
        makeFolder(folder(guest));
    }

    /** Whether the guest's memory is saved, whole. */
    boolean hasMemory(String guest) {
        try (InputStream file = Files.newInputStream(memory(guest))) {
            return Arrays.equals(file.readNBytes(WHOLE.length), WHOLE);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the saved memory for a restore. From here on the guest may have run and written to its
     * disks, so that this memory must never be used again, not even after a power cut.
     */
    Path takeMemory(String guest) {
        try {
            Files.move(memory(guest), takenMemory(guest), StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel folder = FileChannel.open(folder(guest), StandardOpenOption.READ)) {
                folder.force(true);
            }
            return takenMemory(guest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a taken memory back: its restore was refused, so that the guest did not run. */
    void returnMemory(String guest) {
        try {
            Files.move(takenMemory(guest), memory(guest), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes the guest's memory, saved or taken. */
    void discardMemory(String guest) {
        delete(memory(guest));
        delete(takenMemory(guest));
    }

    /** What the node remembers of a guest. */
    Optional<GuestRecord> record(String guest) {
        return read(root.resolve(guest + RECORD));
    }

    /** What the node remembers of all guests. */
    List<GuestRecord> records() {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(file -> file.toString().endsWith(RECORD))
                    .map(GuestFolder::read)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Remembers; readers see the old record or the new one. */
    void write(GuestRecord record) {
        Path file = root.resolve(record.guest() + RECORD);
        Path fresh = root.resolve(record.guest() + RECORD + ".new");
        FileAttribute<?> secret =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try {
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, secret);
            Files.writeString(fresh, Messages.write(record));
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes all that there is of a guest. */
    void remove(String guest) {
        try (Stream<Path> files = Files.list(folder(guest))) {
            files.forEach(GuestFolder::delete);
        } catch (NoSuchFileException e) {
            LOG.debug("{} has no folder", guest);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        delete(folder(guest));
        delete(root.resolve(guest + RECORD));
    }

    /**
     * The id of a guest as a file name.
     *
     * @throws IllegalArgumentException if it is no UUID in its usual form: it may be a path
     */
    public static String checked(String guest) {
        if (!UUID.fromString(guest).toString().equals(guest)) {
            throw new IllegalArgumentException("not a guest's id");
        }
        return guest;
    }

    private Path folder(String guest) {
        return root.resolve(guest);
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A record that a power cut left half written is as good as none. */
    private static Optional<GuestRecord> read(Path file) {
        try {
            return Optional.of(Messages.read(Files.readString(file), GuestRecord.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is damaged and ignored", file);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
