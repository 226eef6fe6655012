package org.bastide.common.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Small files that are there whole or not at all, also after a power cut: written and flushed under
 * another name, then named in one step, then their folder is flushed. Only their owner reads them.
 */
public final class DurableFile {
    private DurableFile() {}

    /** Writes a file in place of the one that may be there. */
    public static void replace(Path file, String text) throws IOException {
        Path fresh = written(file, text);
        try {
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            Files.deleteIfExists(fresh);
            throw e;
        }
        flush(file.toAbsolutePath().getParent());
    }

    /** Writes a file unless one is there: of several who do so at once, one wins. */
    public static void create(Path file, String text) throws IOException {
        Path fresh = written(file, text);
        try {
            // a link is never made over another file; a move would be
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException another) {
            // as good: whoever reads it reads the winner's
        } finally {
            Files.delete(fresh);
        }
        flush(file.toAbsolutePath().getParent());
    }

    private static Path written(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh =
                Files.createTempFile(
                        folder,
                        "." + file.getFileName(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        return fresh;
    }

    private static void flush(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
