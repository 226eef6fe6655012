package org.bastide.controller.compute.service;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeState;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code /os-services}. */
public final class ServiceApi {
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final String BINARY = "nova-compute";

    private final ComputeServices services;

    public ServiceApi(ComputeServices services) {
        this.services = services;
    }

    public void mount(Routes routes) {
        routes.get("/os-services", this::list);
        routes.put("/os-services/:id", this::change);
    }

    private Reply list(Request request) {
        Optional<String> host = request.query("host");
        Optional<String> binary = request.query("binary");
        List<Map<String, Object>> views =
                services.list(request.caller()).stream()
                        .filter(node -> host.isEmpty() || host.get().equals(node.name()))
                        .filter(node -> binary.isEmpty() || binary.get().equals(BINARY))
                        .map(node -> view(request, node))
                        .toList();
        return Reply.ok(Map.of("services", views));
    }

    private static Map<String, Object> view(Request request, Node node) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", request.version().atLeast(2, 53) ? node.id() : (Object) node.number());
        view.put("binary", BINARY);
        view.put("host", node.name());
        view.put("zone", Zone.DEFAULT);
        view.put("status", node.disabled() ? "disabled" : "enabled");
        view.put("state", node.state() == NodeState.UP ? "up" : "down");
        view.put("updated_at", MICROSECONDS.format(node.stateAt()));
        view.put("disabled_reason", node.disabledReason());
        if (request.version().atLeast(2, 11)) {
            view.put("forced_down", false);
        }
        return view;
    }

    /** By id from 2.53 on; before, {@code enable} and {@code disable} with the host in the body. */
    private Reply change(Request request) {
        return request.version().atLeast(2, 53) ? byId(request) : byName(request);
    }

    private Reply byId(Request request) {
        Json wanted = request.json().only("status", "disabled_reason");
        boolean disabled =
                switch (wanted.string("status", 1, 16)) {
                    case "disabled" -> true;
                    case "enabled" -> false;
                    default ->
                            throw wanted.invalid("status", "is not one of ['enabled', 'disabled']");
                };
        Optional<String> reason = wanted.optionalString("disabled_reason", 1, 255);
        if (!disabled && reason.isPresent()) {
            throw Problem.badRequest(
                    "Specifying 'disabled_reason' when status is 'enabled' is invalid.");
        }
        Node node = services.change(request.caller(), request.path("id"), disabled, reason);
        return Reply.ok(Map.of("service", view(request, node)));
    }

    private Reply byName(Request request) {
        Json wanted = request.json();
        boolean disabled =
                switch (request.path("id")) {
                    case "disable", "disable-log-reason" -> true;
                    case "enable" -> false;
                    default -> throw Problem.notFound("Unknown action");
                };
        Optional<String> reason = wanted.optionalString("disabled_reason", 1, 255);
        Node node =
                services.change(request.caller(), wanted.string("host", 1, 255), disabled, reason);
        return Reply.ok(Map.of("service", view(request, node)));
    }
}
