/**
 * Images: what tenants upload, and what disks are cloned from.
 *
 * <p>In the pool of images, image {@code ID} is:
 *
 * <ul>
 *   <li>{@code ID}: the bytes as they came. RBD counts in sectors, so the exact size is in the RBD
 *       image's metadata, {@code bastide_size}.
 *   <li>{@code ID.raw}: the disk that they decode to, where the format is not raw by itself.
 *   <li>Snapshot {@code bootable} of the one or the other: what disks are clones of.
 *   <li>{@code ID.ATTEMPT} and {@code ID.ATTEMPT.raw}: the same while they are being stored. {@code
 *       KeepImage} gives them their lasting names; whoever stores removes them when that fails;
 *       what a crash left is swept once it is old.
 * </ul>
 *
 * <p>No tool of QEMU sees a file before {@link org.bastide.storagenode.image.ImageInspector} took
 * it, and then only inside {@code Sandbox}, with the format forced. QEMU writes to a sparse file
 * there, not to Ceph, for which it would need a key.
 */
package org.bastide.storagenode.image;
