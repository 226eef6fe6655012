package org.bastide.common.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.List;

/** What a finished task yields. Sizes are bytes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @Type(value = Outcome.Nothing.class, name = "nothing"),
    @Type(value = Outcome.ImageStored.class, name = "image-stored"),
    @Type(value = Outcome.DiskReady.class, name = "disk-ready"),
    @Type(value = Outcome.Failed.class, name = "failed")
})
public sealed interface Outcome {
    /** It is done, and there is nothing to say. */
    record Nothing() implements Outcome {}

    /**
     * An upload is stored.
     *
     * @param size bytes as they came
     * @param md5 of them, hexadecimal
     * @param sha512 of them, hexadecimal
     * @param virtualSize of the bootable disk
     */
    record ImageStored(long size, String md5, String sha512, long virtualSize) implements Outcome {}

    /** A disk is there; see {@link GuestDisk}. */
    record DiskReady(
            String pool, String image, List<String> monitors, String user, String sealedKey)
            implements Outcome {}

    /**
     * It cannot be done.
     *
     * @param kind whose fault it is
     * @param reason for a person to act on
     */
    record Failed(Kind kind, String reason) implements Outcome {}

    /** Whose fault a failure is. */
    enum Kind {
        /** What the client sent: a bad image. Never tried again. */
        REFUSED,
        /** The cluster is full. */
        NO_SPACE,
        /** What the work is about does not exist. */
        NOT_FOUND,
        /** Anything else; another attempt may succeed. */
        TROUBLE
    }
}
