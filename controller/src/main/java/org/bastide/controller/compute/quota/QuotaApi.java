package org.bastide.controller.compute.quota;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** {@code /os-quota-sets}. */
public final class QuotaApi {
    private final QuotaService quotas;

    public QuotaApi(QuotaService quotas) {
        this.quotas = quotas;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/os-quota-sets/:project", this::show);
        routes.get("/os-quota-sets/:project/detail", this::detail);
        routes.get("/os-quota-sets/:project/defaults", this::defaults);
        routes.put("/os-quota-sets/:project", this::update);
        routes.delete("/os-quota-sets/:project", this::delete);
    }

    private Reply show(Request request) {
        closeQuery(request);
        Standing standing =
                quotas.show(
                        request.caller(), ComputePermission.QUOTA_SHOW, request.path("project"));
        return Reply.ok(set(request, identified(request), standing::limit));
    }

    private Reply detail(Request request) {
        closeQuery(request);
        Standing standing =
                quotas.show(
                        request.caller(), ComputePermission.QUOTA_DETAIL, request.path("project"));
        return Reply.ok(
                set(
                        request,
                        identified(request),
                        quota ->
                                Map.of(
                                        "limit", standing.limit(quota),
                                        "in_use", standing.use().of(quota),
                                        "reserved", 0)));
    }

    private Reply defaults(Request request) {
        Map<Quota, Integer> limits =
                quotas.defaults(request.caller(), ComputePermission.QUOTA_DEFAULTS);
        return Reply.ok(set(request, identified(request), limits::get));
    }

    private Reply update(Request request) {
        refuseUsers(request);
        Json body = request.json().only("quota_set").object("quota_set");
        QuotaUpdate update = QuotaUpdate.ofProject(body, Quota.ofProjects(request.version()));
        Standing standing = quotas.update(request.caller(), request.path("project"), update);
        return Reply.ok(set(request, new LinkedHashMap<>(), standing::limit));
    }

    private Reply delete(Request request) {
        refuseUsers(request);
        quotas.delete(request.caller(), request.path("project"));
        return Reply.accepted();
    }

    private static Map<String, Object> identified(Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", request.path("project"));
        return view;
    }

    private static Map<String, Object> set(
            Request request, Map<String, Object> view, Function<Quota, Object> value) {
        Quota.ofProjects(request.version())
                .forEach(quota -> view.put(quota.word(), value.apply(quota)));
        return Map.of("quota_set", view);
    }

    private static void closeQuery(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries("user_id");
        }
    }

    /** A user's own limits would be ignored by what checks them: better refused than accepted. */
    private static void refuseUsers(Request request) {
        closeQuery(request);
        if (request.query("user_id").isPresent()) {
            throw Problem.badRequest(
                    "user_id: quotas are of projects here, not of single users in them.");
        }
    }
}
