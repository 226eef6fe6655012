package org.bastide.controller.compute.flavor;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A size that servers come in.
 *
 * @param id chosen by who created it, or a UUID
 * @param ram in MiB
 * @param disk of the root disk, in GiB; 0 is the image's own size
 * @param ephemeral of the second disk, in GiB
 * @param swap in MiB
 * @param rxtxFactor kept for clients; nothing follows it
 * @param isPublic whether every project may use it
 * @param extraSpecs in the order of their names
 */
public record Flavor(
        String id,
        String name,
        int vcpus,
        int ram,
        int disk,
        int ephemeral,
        int swap,
        double rxtxFactor,
        boolean isPublic,
        Optional<String> description,
        Map<String, String> extraSpecs,
        Instant created) {
    public Flavor {
        extraSpecs = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(extraSpecs));
    }

    Flavor withExtraSpecs(Map<String, String> specs) {
        return new Flavor(
                id,
                name,
                vcpus,
                ram,
                disk,
                ephemeral,
                swap,
                rxtxFactor,
                isPublic,
                description,
                specs,
                created);
    }
}
