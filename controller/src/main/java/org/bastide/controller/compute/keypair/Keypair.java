package org.bastide.controller.compute.keypair;

import java.time.Instant;

/**
 * A user's public key.
 *
 * @param id a number that nothing but the detailed view shows
 * @param name unique for its user
 * @param publicKey as it was imported, to the last character
 */
public record Keypair(long id, String user, String name, PublicKey publicKey, Instant created) {}
