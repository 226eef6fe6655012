package org.bastide.computenode.libvirt;

import java.util.List;
import java.util.regex.Pattern;

/** Turns what libvirt and QEMU say into what a person can act on. */
final class Explanation {
    private static final int LONGEST = 300;

    /** The first that is found in the message explains it. */
    private static final List<Cause> CAUSES =
            List.of(
                    new Cause(
                            "error reading header from .*No such file",
                            "its disk does not exist in Ceph"),
                    new Cause(
                            "(error connecting|error reading header).*(Permission denied|not permitted)",
                            "Ceph refuses the disk's key"),
                    new Cause("error connecting.*(timed out|Timed out)", "Ceph does not answer"),
                    new Cause("No space left on device", "no space left on the node"),
                    new Cause(
                            "[Cc]annot allocate memory|cannot set up guest memory",
                            "not enough memory on the node"),
                    new Cause(
                            "secret.*not found|no secret with matching",
                            "the disk's key is missing on the node"),
                    new Cause(
                            "Failed to get \"write\" lock|Failed to lock",
                            "another process uses its disk"));

    private static final Pattern QEMU_OPTION =
            Pattern.compile("qemu-system-\\S+: -\\S+ \\{.*\\}: ");
    private static final Pattern NOISE =
            Pattern.compile(
                    "^(internal error: |operation failed: |process exited while connecting to monitor: |QEMU unexpectedly closed the monitor[^:]*: |\\S+Z |qemu-system-\\S+: )+");

    private Explanation() {}

    /** The cause in our words where we know it, followed by libvirt's own, shortened. */
    static String of(String message) {
        String last = message.strip();
        last = last.substring(last.lastIndexOf('\n') + 1);
        String said = NOISE.matcher(QEMU_OPTION.matcher(last).replaceAll("")).replaceFirst("");
        String shortened = said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said;
        return CAUSES.stream()
                .filter(cause -> cause.pattern().matcher(message).find())
                .findFirst()
                .map(cause -> cause.words() + " (" + shortened + ")")
                .orElse(shortened);
    }

    private record Cause(Pattern pattern, String words) {
        Cause(String pattern, String words) {
            this(Pattern.compile(pattern, Pattern.DOTALL), words);
        }
    }
}
