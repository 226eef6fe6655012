package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;

import java.util.Optional;

/**
 * Where a request wants a server.
 *
 * @param host the compute node, which administrators may name
 * @param forced whether the host was named with the zone, which asks no filter whether it fits
 */
public record WantedPlace(Optional<String> zone, Optional<String> host, boolean forced) {
    private static final int MOST_NAME = 255;

    /**
     * Reads {@code availability_zone}, {@code host} and {@code hypervisor_hostname}: a node's host
     * and its hypervisor have one name here.
     */
    static WantedPlace parse(Json wanted) {
        Optional<String> zone = wanted.optionalString("availability_zone", 1, MOST_NAME);
        String[] parts = zone.orElse("").split(":", -1);
        if (parts.length > 3) {
            throw wanted.invalid("availability_zone", "is not of the form ZONE[:HOST[:NODE]]");
        }
        Optional<String> forced = same(wanted, "availability_zone", part(parts, 1), part(parts, 2));
        Optional<String> named =
                same(
                        wanted,
                        "hypervisor_hostname",
                        wanted.optionalString("host", 1, MOST_NAME),
                        wanted.optionalString("hypervisor_hostname", 1, MOST_NAME));
        if (forced.isPresent() && named.isPresent()) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute server/availability_zone. A host is named either there or by 'host' and 'hypervisor_hostname', not by both.");
        }
        return new WantedPlace(part(parts, 0), forced.or(() -> named), forced.isPresent());
    }

    private static Optional<String> part(String[] parts, int index) {
        return index < parts.length && !parts[index].isEmpty()
                ? Optional.of(parts[index])
                : Optional.empty();
    }

    private static Optional<String> same(
            Json wanted, String field, Optional<String> host, Optional<String> hypervisor) {
        if (host.isPresent() && hypervisor.isPresent() && !host.equals(hypervisor)) {
            throw wanted.invalid(field, "names another machine than host %s".formatted(host.get()));
        }
        return host.or(() -> hypervisor);
    }
}
