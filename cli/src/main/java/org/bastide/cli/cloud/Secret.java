package org.bastide.cli.cloud;

/** A text that no log, message or error shows. */
public record Secret(String text) {
    @Override
    public String toString() {
        return "(secret)";
    }
}
