package org.bastide.controller.identity.role;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;

import java.util.List;
import java.util.Map;

/** {@code /v3/roles}. */
public final class RoleApi {
    private final RoleService roles;

    public RoleApi(RoleService roles) {
        this.roles = roles;
    }

    public void mount(Routes routes) {
        routes.post("/v3/roles", this::create);
        routes.get("/v3/roles", this::list);
        routes.get("/v3/roles/:role", this::show);
        routes.head("/v3/roles/:role", this::show);
        routes.patch("/v3/roles/:role", this::update);
        routes.delete("/v3/roles/:role", this::delete);
    }

    private Reply create(Request request) {
        Role role = roles.create(request.caller(), RoleChange.role(request.json("role")));
        return Reply.created(body(role, request));
    }

    private Reply list(Request request) {
        Role.Filter filter = new Role.Filter(request.query("name"), request.query("domain_id"));
        List<Role> found = roles.list(request.caller(), filter);
        return Listing.reply(
                request, "roles", found.stream().map(role -> RoleView.of(role, request)).toList());
    }

    private Reply show(Request request) {
        return Reply.ok(body(roles.show(request.caller(), request.path("role")), request));
    }

    private Reply update(Request request) {
        Role role =
                roles.update(
                        request.caller(),
                        request.path("role"),
                        RoleChange.parse(request.json("role")));
        return Reply.ok(body(role, request));
    }

    private Reply delete(Request request) {
        roles.delete(request.caller(), request.path("role"));
        return Reply.noContent();
    }

    private static Map<String, Object> body(Role role, Request request) {
        return Map.of("role", RoleView.of(role, request));
    }
}
