package org.bastide.controller.identity.catalog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The services and their endpoints.
 *
 * @param region that all of them are in
 * @param url of the API, without a path, such as {@code https://cloud.example:5000}
 * @param services what there is
 */
public record Catalog(String region, String url, List<Service> services) {
    private static final List<String> INTERFACES = List.of("public", "internal", "admin");

    /**
     * One service.
     *
     * @param type such as {@code compute}
     * @param name such as {@code nova}
     * @param path such as {@code /compute/v2.1}
     */
    public record Service(String type, String name, String path) {
        /** The same in every region and at every start. */
        public String id() {
            return derivedId("service " + type);
        }
    }

    /** Where a service is reached. */
    public record Endpoint(
            String id, Service service, String interfaceName, String region, String url) {}

    public Catalog {
        services = List.copyOf(services);
        if (url.endsWith("/")) {
            throw new IllegalArgumentException("the API's address must not end in a slash: " + url);
        }
    }

    /** All endpoints of a service. */
    public List<Endpoint> endpoints(Service service) {
        return INTERFACES.stream()
                .map(
                        face ->
                                new Endpoint(
                                        derivedId(
                                                "endpoint %s %s %s"
                                                        .formatted(region, service.type(), face)),
                                        service,
                                        face,
                                        region,
                                        url + service.path()))
                .toList();
    }

    /** All endpoints. */
    public List<Endpoint> endpoints() {
        return services.stream().flatMap(service -> endpoints(service).stream()).toList();
    }

    /** The catalog as tokens carry it. */
    public List<Map<String, Object>> view() {
        return services.stream().map(this::view).toList();
    }

    private Map<String, Object> view(Service service) {
        return Map.of(
                "type", service.type(),
                "name", service.name(),
                "id", service.id(),
                "endpoints", endpoints(service).stream().map(Catalog::view).toList());
    }

    private static Map<String, Object> view(Endpoint endpoint) {
        return Map.of(
                "id", endpoint.id(),
                "interface", endpoint.interfaceName(),
                "region_id", endpoint.region(),
                "region", endpoint.region(),
                "url", endpoint.url());
    }

    private static String derivedId(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
