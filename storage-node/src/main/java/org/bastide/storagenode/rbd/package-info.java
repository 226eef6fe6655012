/**
 * Images in Ceph, behind the port {@link org.bastide.storagenode.rbd.BlockStore}.
 *
 * <p>librbd and librados are called through rados-java's native interfaces, and through {@code
 * Librbd} and {@code Librados} for what those lack. Such a call blocks its thread and pins its
 * carrier, so it never runs on a virtual thread: {@code CephConnection} hops.
 *
 * <p>The node's own user needs {@code osd 'profile rbd pool=images, profile rbd pool=disks, profile
 * rbd pool=volumes'} and {@code mon 'profile rbd, allow command "df", allow command "mon dump",
 * allow command "auth rm" with entity prefix client.bastide-disk-} and the same for {@code auth
 * get-or-create}, {@code auth caps} and {@code auth get}. It can then make disks' users, and read
 * or change no other.
 */
package org.bastide.storagenode.rbd;
