/**
 * Guests' disks: in the pool of disks, disk {@code ID} is the RBD image {@code ID} with the cephx
 * user {@code bastide-disk-ID}. The note {@code bastide_made} in its metadata says that it was made
 * to the end, and not cut short by a crash.
 */
package org.bastide.storagenode.disk;
