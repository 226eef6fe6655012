package org.bastide.controller.compute.server;

import org.bastide.common.http.Problem;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.compute.zone.Zones;

import java.util.List;

/** Knows whether there is the place that a request names; whether it fits is placement's. */
public final class Places {
    private final Zones zones;

    public Places(Zones zones) {
        this.zones = zones;
    }

    /**
     * Goes on only where there is such a zone and such a host.
     *
     * @throws Problem BAD_REQUEST otherwise
     */
    void require(WantedPlace place) {
        if (place.zone().isEmpty() && place.host().isEmpty()) {
            return;
        }
        List<Zone> all = zones.list();
        if (place.zone().isPresent()
                && all.stream().noneMatch(zone -> zone.name().equals(place.zone().get()))) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute server/availability_zone. The requested availability zone %s is not available."
                            .formatted(place.zone().get()));
        }
        if (place.host().isPresent()
                && all.stream()
                        .flatMap(zone -> zone.hosts().stream())
                        .noneMatch(host -> host.name().equals(place.host().get()))) {
            throw Problem.badRequest(
                    "Compute host %s could not be found.".formatted(place.host().get()));
        }
    }
}
