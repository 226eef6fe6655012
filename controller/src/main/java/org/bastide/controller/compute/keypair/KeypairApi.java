package org.bastide.controller.compute.keypair;

import org.bastide.common.http.Page;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code /os-keypairs}. */
public final class KeypairApi {
    private final KeypairService keypairs;

    public KeypairApi(KeypairService keypairs) {
        this.keypairs = keypairs;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/os-keypairs", this::list);
        routes.post("/os-keypairs", this::create);
        routes.get("/os-keypairs/:name", this::show);
        routes.delete("/os-keypairs/:name", this::delete);
    }

    private Reply list(Request request) {
        String user = user(request, "limit", "marker");
        List<Keypair> all = keypairs.list(request.caller(), user);
        if (!request.version().atLeast(2, 35)) {
            return Reply.ok(Map.of("keypairs", views(all, request)));
        }
        Page page = Page.parse(request, Set.of(), List.of());
        List<Keypair> shown = page.of(all, Keypair::name);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("keypairs", views(shown, request));
        List<Map<String, String>> links =
                page.links(request, shown.stream().map(Keypair::name).toList());
        if (!links.isEmpty()) {
            body.put("keypairs_links", links);
        }
        return Reply.ok(body);
    }

    private Reply create(Request request) {
        NewKeypair wanted =
                NewKeypair.parse(
                        request.json().only("keypair").object("keypair"), request.version());
        KeypairService.Created created = keypairs.create(request.caller(), wanted);
        return Reply.json(
                request.version().atLeast(2, 2) ? 201 : 200,
                Map.of("keypair", KeypairView.created(created, request)));
    }

    private Reply show(Request request) {
        Keypair keypair = keypairs.show(request.caller(), user(request), request.path("name"));
        return Reply.ok(Map.of("keypair", KeypairView.shown(keypair, request)));
    }

    private Reply delete(Request request) {
        keypairs.delete(request.caller(), user(request), request.path("name"));
        return Reply.empty(request.version().atLeast(2, 2) ? 204 : 202);
    }

    /** Whose keypairs: the caller's own unless an admin names another user. */
    private static String user(Request request, String... otherQueries) {
        if (request.version().atLeast(2, 75)) {
            List<String> known = new java.util.ArrayList<>(List.of(otherQueries));
            known.add("user_id");
            request.onlyQueries(known.toArray(String[]::new));
        }
        String own = request.caller().user();
        return request.version().atLeast(2, 10) ? request.query("user_id").orElse(own) : own;
    }

    private static List<Map<String, Object>> views(List<Keypair> keypairs, Request request) {
        return keypairs.stream()
                .map(one -> Map.<String, Object>of("keypair", KeypairView.listed(one, request)))
                .toList();
    }
}
