package org.bastide.common.link;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

import java.util.Optional;
import java.util.OptionalLong;

/** What a storage node can be asked to do. Sizes are bytes. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "work")
@JsonSubTypes({
    @Type(value = Work.StoreImage.class, name = "store-image"),
    @Type(value = Work.KeepImage.class, name = "keep-image"),
    @Type(value = Work.DeleteImage.class, name = "delete-image"),
    @Type(value = Work.EnsureDisk.class, name = "ensure-disk"),
    @Type(value = Work.DeleteDisk.class, name = "delete-disk")
})
public sealed interface Work {
    /**
     * Reads an upload from {@code GET /channels/CHANNEL}, hashes it on the way, keeps the bytes as
     * they came and derives the bootable raw image from them, all under {@code IMAGE.ATTEMPT}: real
     * only once kept. Never repeated, since the bytes are gone.
     *
     * @param size the length that the client named, if it did: anything else is a truncated upload
     * @param limit the most bytes that the upload, and the disk that it decodes to, may have
     */
    record StoreImage(
            String image, String channel, String diskFormat, OptionalLong size, long limit)
            implements Work {}

    /**
     * Gives what {@link StoreImage} made in an attempt its lasting name, and sweeps the image's
     * other attempts.
     */
    record KeepImage(String image, int stored) implements Work {}

    /**
     * Removes an image's bytes and its bootable image, which goes to RBD's trash while it has
     * children.
     */
    record DeleteImage(String image) implements Work {}

    /**
     * A disk is there, a copy-on-write clone of the image's bootable one where it names one, at
     * least {@code size} large, with a cephx user of its own whose key is sealed to the node's
     * certificate.
     *
     * @param certificate the compute node's certificate, PEM
     */
    record EnsureDisk(String disk, Optional<String> image, long size, String certificate)
            implements Work {}

    /** The disk and its user are gone. */
    record DeleteDisk(String disk) implements Work {}
}
