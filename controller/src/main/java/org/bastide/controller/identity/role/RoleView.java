package org.bastide.controller.identity.role;

import org.bastide.common.http.Request;
import org.bastide.controller.identity.base.Listing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Roles as the API shows them. */
public final class RoleView {
    private RoleView() {}

    /** All of a role. */
    public static Map<String, Object> of(Role role, Request request) {
        Map<String, Object> view = new LinkedHashMap<>(role.extra());
        view.put("id", role.id());
        view.put("name", role.name());
        view.put("domain_id", Optional.of(role.domain()).filter(id -> !id.isEmpty()));
        view.put("description", Optional.of(role.description()).filter(text -> !text.isEmpty()));
        view.put("options", role.options());
        view.put("links", Listing.self(request, "/roles/" + role.id()));
        return view;
    }

    /** What an inference rule shows of a role. */
    static Map<String, Object> brief(Role role, Request request) {
        return Map.of(
                "id", role.id(),
                "name", role.name(),
                "links", Listing.self(request, "/roles/" + role.id()));
    }

    /** A role with those that it implies. */
    static Map<String, Object> inference(Role prior, List<Role> implied, Request request) {
        return Map.of(
                "prior_role",
                brief(prior, request),
                "implies",
                implied.stream().map(role -> brief(role, request)).toList());
    }
}
