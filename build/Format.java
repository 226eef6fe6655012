import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Checks or writes the format of every Java file below a folder: {@code Format check|write FOLDER}. */
public final class Format {
    public static void main(String[] arguments) throws Exception {
        boolean write = arguments[0].equals("write");
        Path folder = Path.of(arguments[1]);
        if (!Files.isDirectory(folder)) {
            return;
        }
        Formatter formatter = new Formatter(JavaFormatterOptions.builder().style(Style.AOSP).build());
        int wrong = 0;
        boolean unreadable = false;
        List<Path> files;
        try (var walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : files) {
            String source = Files.readString(file);
            String formatted;
            try {
                formatted =
                        formatter.formatSource(
                                RemoveUnusedImports.removeUnusedImports(
                                        ImportOrderer.reorderImports(source, Style.AOSP)));
            } catch (FormatterException | Error e) {
                System.err.println("cannot be formatted: " + file + ": " + e.getMessage());
                wrong++;
                unreadable = true;
                continue;
            }
            if (!formatted.equals(source)) {
                wrong++;
                if (write) {
                    Files.writeString(file, formatted);
                } else {
                    System.err.println("not formatted: " + file);
                }
            }
        }
        if (unreadable || wrong > 0 && !write) {
            System.err.println(wrong + " files are not formatted; run: mvn -Dformat.mode=write verify");
            System.exit(1);
        }
    }
}
