package org.bastide.controller.compute.zone;

import org.bastide.common.http.Permission;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.base.Moments;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /os-availability-zone}. */
public final class ZoneApi {
    private final Zones zones;

    public ZoneApi(Zones zones) {
        this.zones = zones;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get(
                "/os-availability-zone",
                request -> list(request, ComputePermission.ZONE_LIST, zone -> Optional.empty()));
        routes.get(
                "/os-availability-zone/detail",
                request -> list(request, ComputePermission.ZONE_DETAIL, ZoneApi::hosts));
    }

    private Reply list(Request request, Permission permission, Function<Zone, Object> hosts) {
        request.caller().require(permission);
        return Reply.ok(
                Map.of(
                        "availabilityZoneInfo",
                        zones.list().stream().map(zone -> view(zone, hosts.apply(zone))).toList()));
    }

    private static Map<String, Object> view(Zone zone, Object hosts) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("zoneName", zone.name());
        view.put("zoneState", Map.of("available", zone.isAvailable()));
        view.put("hosts", hosts);
        return view;
    }

    private static Object hosts(Zone zone) {
        if (!zone.isAvailable()) {
            return Optional.empty();
        }
        Map<String, Object> view = new LinkedHashMap<>();
        zone.hosts().stream()
                .filter(Zone.Host::enabled)
                .forEach(host -> view.put(host.name(), Map.of("nova-compute", service(host))));
        return view;
    }

    private static Map<String, Object> service(Zone.Host host) {
        return Map.of(
                "available", host.up(),
                "active", host.enabled(),
                "updated_at", Moments.microseconds(host.updated()));
    }
}
