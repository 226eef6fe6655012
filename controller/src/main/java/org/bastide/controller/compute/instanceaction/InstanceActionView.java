package org.bastide.controller.compute.instanceaction;

import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.base.Moments;
import org.bastide.controller.compute.server.HostId;
import org.bastide.controller.compute.server.Server;
import org.bastide.controller.ledger.Event;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instance actions as Nova's API shows them, in each microversion. */
final class InstanceActionView {
    private final Request request;
    private final Server server;

    InstanceActionView(Request request, Server server) {
        this.request = request;
        this.server = server;
    }

    Map<String, Object> brief(InstanceAction one) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("action", one.action());
        view.put("instance_uuid", server.id());
        view.put("request_id", one.request());
        view.put("user_id", one.event().actor());
        view.put("project_id", one.event().project().orElse(server.project()));
        view.put("start_time", Moments.microseconds(one.event().at()));
        view.put("message", one.failed() ? Optional.of("Error") : Optional.empty());
        if (request.version().atLeast(2, 58)) {
            view.put("updated_at", Moments.microseconds(one.updated()));
        }
        return view;
    }

    /** With its events: for administrators alone until 2.51. */
    Map<String, Object> full(InstanceAction one) {
        Map<String, Object> view = brief(one);
        if (request.version().atLeast(2, 51) || details()) {
            view.put("events", List.of(event(one)));
        }
        return view;
    }

    private Map<String, Object> event(InstanceAction one) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("event", one.step());
        view.put("start_time", Moments.microseconds(one.event().at()));
        view.put("finish_time", one.end().map(Event::at).map(Moments::microseconds));
        view.put("result", one.end().map(ignored -> one.failed() ? "Error" : "Success"));
        if (details()) {
            view.put("traceback", one.failed() ? reason(one) : Optional.empty());
        }
        if (request.version().atLeast(2, 62)) {
            view.put(
                    "hostId", one.host().map(host -> HostId.of(server.project(), host)).orElse(""));
            if (details()) {
                view.put("host", one.host());
            }
        }
        return view;
    }

    private static Optional<String> reason(InstanceAction one) {
        return one.end().map(Event::detail).map(detail -> detail.get("reason"));
    }

    private boolean details() {
        return request.caller().may(ComputePermission.INSTANCE_ACTIONS_EVENTS);
    }
}
