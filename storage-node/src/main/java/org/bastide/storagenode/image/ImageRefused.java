package org.bastide.storagenode.image;

/** What was uploaded is no image that we take; the message tells its sender why. */
public final class ImageRefused extends RuntimeException {
    public ImageRefused(String reason) {
        super(reason);
    }
}
