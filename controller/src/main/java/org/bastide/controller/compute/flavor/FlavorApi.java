package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Json;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.Texts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** {@code /flavors}. */
public final class FlavorApi {
    private final FlavorService flavors;

    public FlavorApi(FlavorService flavors) {
        this.flavors = flavors;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/flavors", request -> list(request, FlavorView::brief));
        routes.get("/flavors/detail", request -> list(request, FlavorView::full));
        routes.post("/flavors", this::create);
        routes.get("/flavors/:id", this::show);
        routes.put("/flavors/:id", this::update);
        routes.delete("/flavors/:id", this::delete);
    }

    private Reply list(Request request, BiFunction<Flavor, Request, Map<String, Object>> rendered) {
        FlavorQuery query = FlavorQuery.parse(request);
        List<Flavor> page = flavors.list(request.caller(), query);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("flavors", page.stream().map(one -> rendered.apply(one, request)).toList());
        List<Map<String, String>> links =
                query.page().links(request, page.stream().map(Flavor::id).toList());
        if (!links.isEmpty()) {
            body.put("flavors_links", links);
        }
        return Reply.ok(body);
    }

    private Reply show(Request request) {
        return reply(flavors.show(request.caller(), request.path("id")), request);
    }

    private Reply create(Request request) {
        Json body = request.json().only("flavor").object("flavor");
        NewFlavor wanted = NewFlavor.parse(body, request.version());
        return reply(flavors.create(request.caller(), wanted), request);
    }

    private Reply update(Request request) {
        request.requireSince(2, 55);
        Json body = request.json().only("flavor").object("flavor").only("description");
        if (!body.has("description")) {
            throw body.invalid("description", "'description' is a required property");
        }
        Optional<String> description = Texts.description(body, "description");
        return reply(flavors.describe(request.caller(), request.path("id"), description), request);
    }

    private Reply delete(Request request) {
        flavors.delete(request.caller(), request.path("id"));
        return Reply.accepted();
    }

    private static Reply reply(Flavor flavor, Request request) {
        return Reply.ok(Map.of("flavor", FlavorView.full(flavor, request)));
    }
}
