package org.bastide.storagenode.image;

import org.bastide.storagenode.rbd.ImageSpec;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The RBD images of an image: see the package.
 *
 * @param pool the pool of images
 */
record ImageNames(String pool) {
    static final String BOOTABLE = "bootable";
    static final String RAW = ".raw";
    private static final Pattern ATTEMPT = Pattern.compile("[^.]+\\.([0-9]{1,9})(\\.raw)?");

    ImageSpec kept(String image) {
        return new ImageSpec(pool, ImageSpec.id(image));
    }

    ImageSpec raw(String image) {
        return new ImageSpec(pool, ImageSpec.id(image) + RAW);
    }

    ImageSpec kept(String image, int attempt) {
        return new ImageSpec(pool, ImageSpec.id(image) + '.' + attempt);
    }

    ImageSpec raw(String image, int attempt) {
        return new ImageSpec(pool, ImageSpec.id(image) + '.' + attempt + RAW);
    }

    /** Which attempt an RBD image is of, empty for a lasting one. */
    static OptionalInt attempt(String name) {
        Matcher matcher = ATTEMPT.matcher(name);
        return matcher.matches()
                ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
                : OptionalInt.empty();
    }
}
