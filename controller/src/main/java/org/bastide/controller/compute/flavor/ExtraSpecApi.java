package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.Map;

/** {@code /flavors/ID/os-extra_specs}. */
public final class ExtraSpecApi {
    private final ExtraSpecService specs;

    public ExtraSpecApi(ExtraSpecService specs) {
        this.specs = specs;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/flavors/:flavor/os-extra_specs", this::list);
        routes.post("/flavors/:flavor/os-extra_specs", this::create);
        routes.get("/flavors/:flavor/os-extra_specs/:key", this::show);
        routes.put("/flavors/:flavor/os-extra_specs/:key", this::update);
        routes.delete("/flavors/:flavor/os-extra_specs/:key", this::delete);
    }

    private Reply list(Request request) {
        return Reply.ok(
                Map.of("extra_specs", specs.list(request.caller(), request.path("flavor"))));
    }

    private Reply create(Request request) {
        Json body = request.json().only("extra_specs").object("extra_specs");
        Map<String, String> wanted = ExtraSpecs.parse(body);
        specs.put(
                request.caller(),
                ComputePermission.EXTRA_SPECS_CREATE,
                request.path("flavor"),
                wanted);
        return Reply.ok(Map.of("extra_specs", wanted));
    }

    private Reply show(Request request) {
        String key = request.path("key");
        return Reply.ok(Map.of(key, specs.show(request.caller(), request.path("flavor"), key)));
    }

    private Reply update(Request request) {
        Map<String, String> wanted = ExtraSpecs.parse(request.json());
        if (wanted.size() != 1 || !wanted.containsKey(request.path("key"))) {
            throw Problem.badRequest("Request body and URI mismatch");
        }
        specs.put(
                request.caller(),
                ComputePermission.EXTRA_SPECS_UPDATE,
                request.path("flavor"),
                wanted);
        return Reply.ok(wanted);
    }

    private Reply delete(Request request) {
        specs.delete(request.caller(), request.path("flavor"), request.path("key"));
        return Reply.empty(200);
    }
}
