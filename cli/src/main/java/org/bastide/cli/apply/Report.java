package org.bastide.cli.apply;

import java.io.PrintWriter;
import java.util.function.Supplier;

/** Prints a line for each thing: what was done, and in how many seconds. */
final class Report {
    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void line(String kind, String name, Supplier<String> make) {
        long began = System.nanoTime();
        String done = make.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        out.printf("%-8s %-20s %7.2f s  %s%n", kind, name, seconds, done);
        out.flush();
    }
}
