/**
 * Images in Ceph, behind the port {@link org.bastide.storagenode.rbd.BlockStore}.
 *
 * <p>librbd and librados are called through rados-java's native interfaces, and through {@code
 * Librbd} and {@code Librados} for what those lack. Such a call blocks its thread and pins its
 * carrier, so it never runs on a virtual thread: {@code CephConnection} hops.
 *
 * <p>The node's own user needs these capabilities, with which it can make disks' users and read or
 * change no other:
 *
 * <pre>
 * osd  profile rbd pool=images, profile rbd pool=disks, profile rbd pool=volumes
 * mon  profile rbd, allow command "df", allow command "mon dump",
 *      allow command "auth get" and "auth rm" with entity prefix client.bastide-disk-,
 *      allow command "auth get-or-create" and "auth caps" with entity prefix client.bastide-disk-
 *          caps_mon="profile rbd"
 *          caps_osd prefix "allow class-read object_prefix rbd_children, "
 * </pre>
 *
 * <p>Each pool needs {@code rbd pool init} first: else its first image waits seconds.
 */
package org.bastide.storagenode.rbd;
