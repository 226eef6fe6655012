package org.bastide.common.link;

import java.util.Map;
import java.util.Optional;

/**
 * What a guest reads about itself, in OpenStack's config drive format.
 *
 * @param hostname the guest's host name
 * @param availabilityZone the zone it was placed in
 * @param keyName the keypair's name, empty without one
 * @param publicKey the keypair's public key, empty without one
 * @param userData the user data as sent, in base64; empty without any
 * @param metadata the server's metadata
 */
public record ConfigDrive(
        String hostname,
        String availabilityZone,
        Optional<String> keyName,
        Optional<String> publicKey,
        Optional<String> userData,
        Map<String, String> metadata) {}
