package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.List;
import java.util.Map;

/** {@code /flavors/ID/os-flavor-access} and the actions that change it. */
public final class FlavorAccessApi {
    private record Access(String flavorId, String tenantId) {}

    private static final String ADD = "addTenantAccess";
    private static final String REMOVE = "removeTenantAccess";

    private final FlavorAccessService access;

    public FlavorAccessApi(FlavorAccessService access) {
        this.access = access;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/flavors/:id/os-flavor-access", this::list);
        routes.post("/flavors/:id/action", this::act);
    }

    private Reply list(Request request) {
        return reply(request, access.list(request.caller(), request.path("id")));
    }

    private Reply act(Request request) {
        Json body = request.json();
        return switch (String.join(",", body.fields())) {
            case ADD -> add(request, project(body.object(ADD)));
            case REMOVE -> remove(request, project(body.object(REMOVE)));
            default ->
                    throw Problem.badRequest(
                            "There is no such action: one of %s and %s is expected."
                                    .formatted(ADD, REMOVE));
        };
    }

    private Reply add(Request request, String project) {
        boolean strict = request.version().atLeast(2, 7);
        return reply(request, access.add(request.caller(), request.path("id"), project, strict));
    }

    private Reply remove(Request request, String project) {
        return reply(request, access.remove(request.caller(), request.path("id"), project));
    }

    private static String project(Json action) {
        return action.only("tenant").string("tenant", 1, 255);
    }

    private static Reply reply(Request request, List<String> projects) {
        String flavor = request.path("id");
        return Reply.ok(
                Map.of(
                        "flavor_access",
                        projects.stream().map(one -> new Access(flavor, one)).toList()));
    }
}
