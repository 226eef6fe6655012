package org.bastide.controller.identity.catalog;

import static org.bastide.controller.identity.base.IdentityPermission.CHANGE_CATALOG;
import static org.bastide.controller.identity.base.IdentityPermission.GET_ENDPOINT;
import static org.bastide.controller.identity.base.IdentityPermission.GET_SERVICE;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_ENDPOINTS;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_SERVICES;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.identity.base.IdentityProblems;

import java.util.List;
import java.util.Optional;

/** Who may read the catalog part by part. Nobody changes it over the API. */
public final class CatalogService {
    private final Catalog catalog;

    public CatalogService(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Which services a list shows. */
    record ServiceFilter(Optional<String> name, Optional<String> type) {}

    /** Which endpoints a list shows. */
    record EndpointFilter(
            Optional<String> service, Optional<String> interfaceName, Optional<String> region) {}

    List<Catalog.Service> services(Caller caller, ServiceFilter filter) {
        caller.require(LIST_SERVICES);
        return catalog.services().stream()
                .filter(service -> matches(filter.name(), service.name()))
                .filter(service -> matches(filter.type(), service.type()))
                .toList();
    }

    Catalog.Service service(Caller caller, String id) {
        caller.require(GET_SERVICE);
        return catalog.services().stream()
                .filter(service -> service.id().equals(id))
                .findFirst()
                .orElseThrow(() -> IdentityProblems.notFound("service", id));
    }

    List<Catalog.Endpoint> endpoints(Caller caller, EndpointFilter filter) {
        caller.require(LIST_ENDPOINTS);
        return catalog.endpoints().stream()
                .filter(endpoint -> matches(filter.service(), endpoint.service().id()))
                .filter(endpoint -> matches(filter.interfaceName(), endpoint.interfaceName()))
                .filter(endpoint -> matches(filter.region(), endpoint.region()))
                .toList();
    }

    Catalog.Endpoint endpoint(Caller caller, String id) {
        caller.require(GET_ENDPOINT);
        return catalog.endpoints().stream()
                .filter(endpoint -> endpoint.id().equals(id))
                .findFirst()
                .orElseThrow(() -> IdentityProblems.notFound("endpoint", id));
    }

    /** The one region that this cloud knows of. */
    String region() {
        return catalog.region();
    }

    /** Why nothing in it is created, changed or deleted. */
    Problem refusal(Caller caller) {
        caller.require(CHANGE_CATALOG);
        return Problem.forbidden(
                "The catalog is made from the controllers' configuration and cannot be changed here.");
    }

    private static boolean matches(Optional<String> wanted, String value) {
        return wanted.isEmpty() || wanted.get().equals(value);
    }
}
