package org.bastide.storagenode.image;

import org.bastide.storagenode.Commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Images that qemu-img makes. */
public final class QemuImages {
    /** Not a multiple of RBD's objects, with data at both ends. */
    public static final int SIZE = 10 * 1024 * 1024 + 512;

    private static final int DATA = 300_000;

    private QemuImages() {}

    /** A disk with data at both ends and a hole between them. */
    public static byte[] disk() {
        byte[] disk = new byte[SIZE];
        byte[] data = new byte[DATA];
        new Random(1).nextBytes(data);
        System.arraycopy(data, 0, disk, 0, DATA);
        System.arraycopy(data, 0, disk, SIZE - DATA, DATA);
        return disk;
    }

    /** The command that writes a raw disk in a format. */
    static String[] convert(Path source, String format, String options, Path target) {
        List<String> words = new ArrayList<>(List.of("qemu-img", "convert", "-f", "raw"));
        words.addAll(List.of("-O", format));
        if (!options.isEmpty()) {
            words.addAll(List.of("-o", options));
        }
        words.addAll(List.of(source.toString(), target.toString()));
        return words.toArray(String[]::new);
    }

    /** The bytes of {@link #disk} in a format. */
    public static byte[] bytes(Path directory, String format) throws IOException {
        Path source = directory.resolve("source");
        Files.write(source, disk());
        Path target = directory.resolve("target." + format);
        Commands.run(convert(source, format, "", target));
        return Files.readAllBytes(target);
    }

    /** An image that refers to something outside itself. */
    public static Path hostile(Path directory, String format, String options) {
        Path image = directory.resolve("image");
        List<String> words = new ArrayList<>(List.of("qemu-img", "create", "-f", format));
        if (options.startsWith("backing_file=") && format.equals("vmdk")) {
            String parent = directory.resolve("parent.vmdk").toString();
            Commands.run("qemu-img", "create", "-f", "vmdk", parent, "1M");
            words.addAll(List.of("-b", parent, "-F", "vmdk"));
        } else if (options.startsWith("backing_file=")) {
            words.addAll(List.of("-u", "-F", "raw", "-o", options));
        } else if (options.startsWith("data_file=")) {
            words.addAll(List.of("-o", "data_file=" + directory.resolve("data")));
        } else if (format.equals("luks")) {
            words.addAll(List.of("--object", "secret,id=key,data=secret"));
            words.addAll(List.of("-o", "key-secret=key,iter-time=10"));
        } else {
            words.addAll(List.of("-o", options));
        }
        words.addAll(List.of(image.toString(), "1M"));
        Commands.run(words.toArray(String[]::new));
        return image;
    }
}
