package org.bastide.computenode.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A guest's console log. QEMU appends to it, with nobody between who could die and leave a running
 * guest mute; we keep it short. What a guest writes is anything: it is read from the end, bounded,
 * and bytes that are no UTF-8 are replaced.
 */
public final class ConsoleLog {
    /** The most that is shown, in bytes. */
    static final int MOST = 256 * 1024;

    /** How long a log may become, in bytes; a guest may add some until it is looked at again. */
    static final int LONGEST = 2 * 1024 * 1024;

    private final Path file;
    private final Path rotated;

    /** A log that need not exist. */
    public ConsoleLog(Path file) {
        this.file = file;
        this.rotated = file.resolveSibling(file.getFileName() + ".0");
    }

    /**
     * Keeps the end of what became too long in {@code NAME.0} and begins anew. What the guest
     * writes just then may be lost.
     */
    public void shorten() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.size() > LONGEST) {
                Files.write(rotated, end(file, MOST).orElseThrow());
                channel.truncate(0);
            }
        } catch (NoSuchFileException e) {
            // it has said nothing yet, or is gone
        }
    }

    /** The last lines, all that is kept where there is no limit; empty where no log is. */
    public Optional<String> last(OptionalInt lines) throws IOException {
        Optional<byte[]> newest = end(file, MOST);
        if (newest.isEmpty()) {
            return Optional.empty();
        }
        byte[] end = newest.get();
        if (end.length < MOST) {
            end = join(end(rotated, MOST - end.length).orElse(new byte[0]), end);
        }
        int from = lines.isPresent() ? startOfLast(end, lines.getAsInt()) : 0;
        return Optional.of(new String(end, from, end.length - from, StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> end(Path file, int most) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(size, most));
            long position = size - bytes.capacity();
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, position + bytes.position()) < 0) {
                    break; // it was cut meanwhile
                }
            }
            return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Where the last so many lines begin; a line's end at the very end starts no new one. */
    private static int startOfLast(byte[] text, int lines) {
        int left = lines;
        int start = text.length;
        while (left > 0 && start > 0) {
            start--;
            while (start > 0 && text[start - 1] != '\n') {
                start--;
            }
            left--;
        }
        return start;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
