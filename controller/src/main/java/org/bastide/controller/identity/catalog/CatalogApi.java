package org.bastide.controller.identity.catalog;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.base.Listing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v3/services}, {@code /v3/endpoints} and {@code /v3/regions}. */
public final class CatalogApi {
    private final CatalogService catalog;

    public CatalogApi(CatalogService catalog) {
        this.catalog = catalog;
    }

    public void mount(Routes routes) {
        routes.get("/v3/services", this::services);
        routes.get("/v3/services/:id", this::service);
        routes.get("/v3/endpoints", this::endpoints);
        routes.get("/v3/endpoints/:id", this::endpoint);
        routes.get("/v3/regions", this::regions);
        routes.get("/v3/regions/:id", this::region);
        for (String part : List.of("/v3/services", "/v3/endpoints", "/v3/regions")) {
            routes.post(part, this::refuse);
            routes.put(part + "/:id", this::refuse);
            routes.patch(part + "/:id", this::refuse);
            routes.delete(part + "/:id", this::refuse);
        }
    }

    private Reply services(Request request) {
        var filter = new CatalogService.ServiceFilter(request.query("name"), request.query("type"));
        return Listing.reply(
                request,
                "services",
                catalog.services(request.caller(), filter).stream()
                        .map(service -> view(service, request))
                        .toList());
    }

    private Reply service(Request request) {
        Catalog.Service service = catalog.service(request.caller(), request.path("id"));
        return Reply.ok(Map.of("service", view(service, request)));
    }

    private Reply endpoints(Request request) {
        var filter =
                new CatalogService.EndpointFilter(
                        request.query("service_id"),
                        request.query("interface"),
                        request.query("region_id").or(() -> request.query("region")));
        return Listing.reply(
                request,
                "endpoints",
                catalog.endpoints(request.caller(), filter).stream()
                        .map(endpoint -> view(endpoint, request))
                        .toList());
    }

    private Reply endpoint(Request request) {
        Catalog.Endpoint endpoint = catalog.endpoint(request.caller(), request.path("id"));
        return Reply.ok(Map.of("endpoint", view(endpoint, request)));
    }

    private Reply regions(Request request) {
        return Listing.reply(request, "regions", List.of(region(catalog.region(), request)));
    }

    private Reply region(Request request) {
        String id = request.path("id");
        if (!catalog.region().equals(id)) {
            throw IdentityProblems.notFound("region", id);
        }
        return Reply.ok(Map.of("region", region(id, request)));
    }

    private Reply refuse(Request request) {
        throw catalog.refusal(request.caller());
    }

    private static Map<String, Object> view(Catalog.Service service, Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", service.id());
        view.put("name", service.name());
        view.put("type", service.type());
        view.put("description", "");
        view.put("enabled", true);
        view.put("links", Listing.self(request, "/services/" + service.id()));
        return view;
    }

    private static Map<String, Object> view(Catalog.Endpoint endpoint, Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", endpoint.id());
        view.put("interface", endpoint.interfaceName());
        view.put("region", endpoint.region());
        view.put("region_id", endpoint.region());
        view.put("service_id", endpoint.service().id());
        view.put("url", endpoint.url());
        view.put("enabled", true);
        view.put("links", Listing.self(request, "/endpoints/" + endpoint.id()));
        return view;
    }

    private static Map<String, Object> region(String id, Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("description", "");
        view.put("parent_region_id", Optional.empty());
        view.put("links", Listing.self(request, "/regions/" + id));
        return view;
    }
}
