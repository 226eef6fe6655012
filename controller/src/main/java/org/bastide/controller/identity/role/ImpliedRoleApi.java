package org.bastide.controller.identity.role;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;

import java.util.Map;

/** {@code /v3/roles/ROLE/implies} and {@code /v3/role_inferences}. */
public final class ImpliedRoleApi {
    private static final String ONE = "/v3/roles/:role/implies/:implied";

    private final ImpliedRoleService inferences;

    public ImpliedRoleApi(ImpliedRoleService inferences) {
        this.inferences = inferences;
    }

    public void mount(Routes routes) {
        routes.get("/v3/role_inferences", this::all);
        routes.get("/v3/roles/:role/implies", this::list);
        routes.put(ONE, this::imply);
        routes.get(ONE, this::show);
        routes.head(ONE, this::check);
        routes.delete(ONE, this::stopImplying);
    }

    private Reply all(Request request) {
        return Reply.ok(
                Map.of(
                        "role_inferences",
                        inferences.all(request.caller()).stream()
                                .map(
                                        inference ->
                                                RoleView.inference(
                                                        inference.prior(),
                                                        inference.implied(),
                                                        request))
                                .toList(),
                        "links",
                        Listing.self(request, "/role_inferences")));
    }

    private Reply list(Request request) {
        ImpliedRoleService.Inference inference =
                inferences.list(request.caller(), request.path("role"));
        return Reply.ok(
                Map.of(
                        "role_inference",
                        RoleView.inference(inference.prior(), inference.implied(), request),
                        "links",
                        Listing.self(request, "/roles/" + request.path("role") + "/implies")));
    }

    private Reply imply(Request request) {
        return Reply.created(one(inferences.imply(request.caller(), named(request)), request));
    }

    private Reply show(Request request) {
        return Reply.ok(one(inferences.show(request.caller(), named(request)), request));
    }

    private Reply check(Request request) {
        inferences.show(request.caller(), named(request));
        return Reply.noContent();
    }

    private Reply stopImplying(Request request) {
        inferences.stopImplying(request.caller(), named(request));
        return Reply.noContent();
    }

    private static Role.Implication named(Request request) {
        return new Role.Implication(request.path("role"), request.path("implied"));
    }

    /** Of a single implication the implied role is no list. */
    private static Map<String, Object> one(
            ImpliedRoleService.Inference inference, Request request) {
        Role implied = inference.implied().getFirst();
        return Map.of(
                "role_inference",
                Map.of(
                        "prior_role",
                        RoleView.brief(inference.prior(), request),
                        "implies",
                        RoleView.brief(implied, request)),
                "links",
                Listing.self(
                        request, "/roles/" + inference.prior().id() + "/implies/" + implied.id()));
    }
}
