package org.bastide.controller.compute.instanceaction;

import org.bastide.common.http.Page;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.Queries;
import org.bastide.controller.compute.instanceaction.InstanceActions.History;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /servers/ID/os-instance-actions}. */
public final class InstanceActionApi {
    private final InstanceActions actions;

    public InstanceActionApi(InstanceActions actions) {
        this.actions = actions;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/servers/:id/os-instance-actions", this::list);
        routes.get("/servers/:id/os-instance-actions/:request", this::show);
    }

    private Reply list(Request request) {
        History history = actions.list(request.caller(), request.path("id"), request.version());
        InstanceActionView view = new InstanceActionView(request, history.server());
        Map<String, Object> body = new LinkedHashMap<>();
        if (!request.version().atLeast(2, 58)) {
            body.put("instanceActions", history.actions().stream().map(view::brief).toList());
            return Reply.ok(body);
        }
        List<InstanceAction> asked = asked(request, history.actions());
        Page page = Page.parse(request, Set.of(), List.of());
        List<InstanceAction> here = page.of(asked, InstanceAction::request);
        body.put("instanceActions", here.stream().map(view::brief).toList());
        var links = page.links(request, here.stream().map(InstanceAction::request).toList());
        if (!links.isEmpty()) {
            body.put("links", links);
        }
        return Reply.ok(body);
    }

    private static List<InstanceAction> asked(Request request, List<InstanceAction> all) {
        boolean bounded = request.version().atLeast(2, 66);
        if (bounded) {
            request.onlyQueries("limit", "marker", "changes-since", "changes-before");
        } else {
            request.onlyQueries("limit", "marker", "changes-since");
        }
        Optional<Instant> since = Queries.moment(request, "changes-since");
        Optional<Instant> before =
                bounded ? Queries.moment(request, "changes-before") : Optional.empty();
        Queries.requireOrder(since, before);
        return all.stream()
                .filter(one -> since.map(from -> !one.updated().isBefore(from)).orElse(true))
                .filter(one -> before.map(to -> !one.updated().isAfter(to)).orElse(true))
                .toList();
    }

    private Reply show(Request request) {
        History history =
                actions.show(
                        request.caller(),
                        request.path("id"),
                        request.version(),
                        request.path("request"));
        InstanceActionView view = new InstanceActionView(request, history.server());
        return Reply.ok(Map.of("instanceAction", view.full(history.actions().getFirst())));
    }
}
