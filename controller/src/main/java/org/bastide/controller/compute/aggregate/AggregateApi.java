package org.bastide.controller.compute.aggregate;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.List;
import java.util.Map;

/**
 * {@code /os-aggregates}: what a client asks for beside a hypervisor. Hosts cannot be put into
 * aggregates yet.
 */
public final class AggregateApi {
    public void mount(Routes routes) {
        routes.get("/os-aggregates", this::list);
        routes.get("/os-aggregates/:id", this::show);
    }

    private Reply list(Request request) {
        request.caller().require(ComputePermission.AGGREGATES_LIST);
        return Reply.ok(Map.of("aggregates", List.of()));
    }

    private Reply show(Request request) {
        request.caller().require(ComputePermission.AGGREGATES_SHOW);
        throw Problem.notFound("Aggregate %s could not be found.".formatted(request.path("id")));
    }
}
