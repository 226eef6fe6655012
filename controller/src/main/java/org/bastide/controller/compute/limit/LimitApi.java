package org.bastide.controller.compute.limit;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /limits}. */
public final class LimitApi {
    private final LimitService limits;

    public LimitApi(LimitService limits) {
        this.limits = limits;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/limits", this::show);
    }

    private Reply show(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries("tenant_id", "reserved");
        }
        Caller caller = request.caller();
        Optional<String> project = request.query("tenant_id");
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("rate", List.of());
        view.put("absolute", LimitView.absolute(limits.show(caller, project), request.version()));
        return Reply.ok(Map.of("limits", view));
    }
}
