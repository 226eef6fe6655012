package org.bastide.controller.compute.quota;

import org.bastide.common.http.Json;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /os-quota-class-sets}: of Nova's classes of quotas one is in use, {@code default}. */
public final class QuotaClassApi {
    private final QuotaService quotas;

    public QuotaClassApi(QuotaService quotas) {
        this.quotas = quotas;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/os-quota-class-sets/:name", this::show);
        routes.put("/os-quota-class-sets/:name", this::update);
    }

    private Reply show(Request request) {
        Map<Quota, Integer> limits =
                quotas.defaults(request.caller(), ComputePermission.QUOTA_CLASS_SHOW);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", request.path("name"));
        return reply(request, view, limits);
    }

    private Reply update(Request request) {
        Json body = request.json().only("quota_class_set").object("quota_class_set");
        QuotaUpdate update = QuotaUpdate.ofClass(body, Quota.ofClasses(request.version()));
        Map<Quota, Integer> limits =
                quotas.updateDefaults(request.caller(), request.path("name"), update);
        return reply(request, new LinkedHashMap<>(), limits);
    }

    private static Reply reply(
            Request request, Map<String, Object> view, Map<Quota, Integer> limits) {
        Quota.ofClasses(request.version())
                .forEach(quota -> view.put(quota.word(), limits.get(quota)));
        return Reply.ok(Map.of("quota_class_set", view));
    }
}
