package org.bastide.controller.compute.server;

import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.Queries;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that a client sent, which may cost only so much. */
record NamePattern(String parameter, Pattern pattern) {
    private static final int LONGEST = 255;
    private static final int MOST_STEPS = 100_000;

    static NamePattern of(String parameter, String text) {
        if (text.length() > LONGEST) {
            throw Queries.wrong(
                    parameter, text.substring(0, LONGEST) + "…", "It is too long.", null);
        }
        try {
            return new NamePattern(parameter, Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            throw Queries.wrong(parameter, text, "It is not a regular expression.", e);
        }
    }

    /**
     * Whether it is found in the text.
     *
     * @throws Problem BAD_REQUEST if it is one of those that never end
     */
    boolean isIn(String text) {
        return pattern.matcher(new Counted(text)).find();
    }

    /** A text that may be looked at only so often. */
    private final class Counted implements CharSequence {
        private final String text;
        private int steps;

        Counted(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++steps > MOST_STEPS) {
                throw Queries.wrong(
                        parameter, pattern.pattern(), "Its search takes too long.", null);
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.substring(from, to);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
