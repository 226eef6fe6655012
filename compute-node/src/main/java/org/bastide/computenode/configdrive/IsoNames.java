package org.bastide.computenode.configdrive;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How an ISO image spells names. */
enum IsoNames {
    /** ECMA-119's own: upper case, and a version. */
    PLAIN(StandardCharsets.US_ASCII, " ") {
        @Override
        byte[] file(String name) {
            int dot = name.lastIndexOf('.');
            String spelled =
                    dot < 0
                            ? plain(name) + "."
                            : plain(name.substring(0, dot)) + '.' + plain(name.substring(dot + 1));
            return encode(spelled + ";1");
        }

        @Override
        byte[] directory(String name) {
            return encode(plain(name));
        }
    },
    /** As they are, in UCS-2. */
    JOLIET(StandardCharsets.UTF_16BE, " ") {
        @Override
        byte[] file(String name) {
            return encode(name);
        }

        @Override
        byte[] directory(String name) {
            return encode(name);
        }
    };

    private final Charset charset;
    private final String blank;

    IsoNames(Charset charset, String blank) {
        this.charset = charset;
        this.blank = blank;
    }

    abstract byte[] file(String name);

    abstract byte[] directory(String name);

    /** A text filled up with blanks. */
    byte[] padded(String text, int length) {
        byte[] filler = encode(blank);
        byte[] padded = new byte[length];
        for (int i = 0; i + filler.length <= length; i += filler.length) {
            System.arraycopy(filler, 0, padded, i, filler.length);
        }
        byte[] encoded = encode(text);
        System.arraycopy(encoded, 0, padded, 0, Math.min(encoded.length, length));
        return padded;
    }

    byte[] encode(String text) {
        return text.getBytes(charset);
    }

    private static String plain(String name) {
        return name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }
}
