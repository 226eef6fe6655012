package org.bastide.controller.image;

import java.time.Instant;

/**
 * Who works on an image's bytes. While it lasts nobody else touches them.
 *
 * @param holder the controller process
 * @param until when it ends unless renewed
 */
record UploadLease(String holder, Instant until) {
    boolean isOver(Instant now) {
        return !until.isAfter(now);
    }
}
