package org.bastide.controller.compute.service;

import static org.bastide.controller.compute.base.ComputePermission.SERVICES_DELETE;
import static org.bastide.controller.compute.base.ComputePermission.SERVICES_UPDATE;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.Moments;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /os-services}. */
public final class ServiceApi {
    private static final String BINARY = "nova-compute";

    private final ComputeServices services;

    public ServiceApi(ComputeServices services) {
        this.services = services;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/os-services", this::list);
        routes.put("/os-services/:id", this::change);
        routes.delete("/os-services/:id", this::delete);
    }

    private Reply list(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries("host", "binary");
        }
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

    private Map<String, Object> view(Request request, Node node) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", request.version().atLeast(2, 53) ? node.id() : (Object) node.number());
        view.put("binary", BINARY);
        view.put("host", node.name());
        view.put("zone", Zone.DEFAULT);
        view.put("status", node.disabled() ? "disabled" : "enabled");
        view.put("state", node.state() == NodeState.UP ? "up" : "down");
        view.put("updated_at", Moments.microseconds(services.heardAt(node)));
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
        request.caller().require(SERVICES_UPDATE);
        String id = request.path("id");
        requireUuid(id);
        Json wanted = request.json().only("status", "disabled_reason", "forced_down");
        requireNotForced(wanted);
        Optional<String> status = wanted.optionalString("status", 1, 16);
        Optional<String> reason = reason(wanted);
        if (status.isEmpty() && wanted.has("forced_down") && reason.isEmpty()) {
            return shown(request, services.show(request.caller(), SERVICES_UPDATE, id));
        }
        boolean disabled =
                switch (wanted.string("status", 1, 16)) {
                    case "disabled" -> true;
                    case "enabled" -> false;
                    default ->
                            throw wanted.invalid("status", "is not one of ['enabled', 'disabled']");
                };
        if (!disabled && reason.isPresent()) {
            throw Problem.badRequest(
                    "Specifying 'disabled_reason' when status is 'enabled' is invalid.");
        }
        return shown(request, services.change(request.caller(), id, disabled, reason));
    }

    private Reply shown(Request request, Node node) {
        return Reply.ok(Map.of("service", view(request, node)));
    }

    private Reply byName(Request request) {
        request.caller().require(SERVICES_UPDATE);
        return switch (request.path("id")) {
            case "enable" -> able(request, request.json().only("host", "binary"), false);
            case "disable" -> able(request, request.json().only("host", "binary"), true);
            case "disable-log-reason" -> {
                Json wanted = request.json().only("host", "binary", "disabled_reason");
                wanted.string("disabled_reason", 1, 255);
                yield able(request, wanted, true);
            }
            case "force-down" -> forceDown(request);
            default -> throw Problem.notFound("Unknown action");
        };
    }

    private Reply able(Request request, Json wanted, boolean disabled) {
        String host = host(wanted);
        Optional<String> reason = reason(wanted);
        services.change(request.caller(), host, disabled, reason);
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("host", host);
        view.put("binary", BINARY);
        view.put("status", disabled ? "disabled" : "enabled");
        reason.ifPresent(text -> view.put("disabled_reason", text));
        return Reply.ok(Map.of("service", view));
    }

    private Reply forceDown(Request request) {
        request.requireSince(2, 11);
        Json wanted = request.json().only("host", "binary", "forced_down");
        String host = host(wanted);
        if (wanted.optionalBool("forced_down").isEmpty()) {
            throw wanted.invalid("forced_down", "is a required property, of type 'boolean'");
        }
        requireNotForced(wanted);
        services.show(request.caller(), SERVICES_UPDATE, host);
        return Reply.ok(
                Map.of("service", Map.of("host", host, "binary", BINARY, "forced_down", false)));
    }

    private static String host(Json wanted) {
        String host = wanted.string("host", 1, 255);
        if (!wanted.string("binary", 1, 255).equals(BINARY)) {
            throw Problem.notFound(
                    "Service %s on host %s could not be found."
                            .formatted(wanted.string("binary", 1, 255), host));
        }
        return host;
    }

    private static Optional<String> reason(Json wanted) {
        return wanted.optionalString("disabled_reason", 1, 255);
    }

    /** Whether a node is down is found out and made sure of by fencing, not declared. */
    private static void requireNotForced(Json wanted) {
        if (wanted.optionalBool("forced_down").orElse(false)) {
            throw new Problem(
                    Problem.Code.NOT_IMPLEMENTED,
                    "forced_down cannot be set: whether a node is down is not declared here.");
        }
    }

    private Reply delete(Request request) {
        request.caller().require(SERVICES_DELETE);
        String id = request.path("id");
        if (request.version().atLeast(2, 53)) {
            requireUuid(id);
            services.show(request.caller(), SERVICES_DELETE, id);
        }
        throw Problem.conflict(
                "Service %s cannot be deleted: it is there as long as its node.".formatted(id));
    }

    private static void requireUuid(String id) {
        if (!id.matches("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")) {
            throw Problem.badRequest("Invalid uuid %s".formatted(id));
        }
    }
}
