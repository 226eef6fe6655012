package org.bastide.storagenode.rbd;

/**
 * The room of a pool, in bytes that a client may store.
 *
 * @param used what is stored
 * @param available what may still be stored: the pool's share of the cluster, or of its quota
 */
public record Room(long used, long available) {}
