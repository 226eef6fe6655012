package org.bastide.controller.identity.version;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.catalog.Catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The version documents, by which clients find the API from the address in the catalog. */
public final class VersionApi {
    private static final int MULTIPLE_CHOICES = 300;

    private final String identity;
    private final List<Catalog.Service> services;

    /**
     * The documents of identity, and the index of all services.
     *
     * @param identity the path that identity is at
     */
    public VersionApi(String identity, List<Catalog.Service> services) {
        this.identity = identity;
        this.services = List.copyOf(services);
    }

    /**
     * Adds the index of all services, which is also a list of identity's versions: a client that
     * was given the address alone finds where to sign in.
     */
    public void mountRoot(Routes routes) {
        routes.open("GET", "/", this::index);
        routes.open("HEAD", "/", this::index);
    }

    private Reply index(Request request) {
        List<Map<String, Object>> links = services.stream().map(one -> link(request, one)).toList();
        return Reply.json(
                MULTIPLE_CHOICES, Map.of("versions", versions(request), "services", links));
    }

    private static Map<String, Object> link(Request request, Catalog.Service service) {
        Map<String, Object> link = new LinkedHashMap<>();
        link.put("type", service.type());
        link.put("name", service.name());
        link.put("links", List.of(self(request.root() + service.path())));
        return link;
    }

    private static Map<String, String> self(String address) {
        return Map.of("rel", "self", "href", address);
    }

    public void mount(Routes routes) {
        routes.open("GET", "/", this::all);
        routes.open("GET", "/v3", this::third);
        routes.open("HEAD", "/", this::all);
        routes.open("HEAD", "/v3", this::third);
    }

    private Reply all(Request request) {
        return Reply.json(MULTIPLE_CHOICES, Map.of("versions", versions(request)));
    }

    private Map<String, Object> versions(Request request) {
        return Map.of("values", List.of(version(request)));
    }

    private Reply third(Request request) {
        return Reply.ok(Map.of("version", version(request)));
    }

    private Map<String, Object> version(Request request) {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("id", "v3.14");
        version.put("status", "stable");
        version.put("updated", "2020-04-07T00:00:00Z");
        version.put("links", List.of(self(request.root() + identity + "/v3/")));
        version.put(
                "media-types",
                List.of(
                        Map.of(
                                "base",
                                "application/json",
                                "type",
                                "application/vnd.openstack.identity-v3+json")));
        return version;
    }
}
