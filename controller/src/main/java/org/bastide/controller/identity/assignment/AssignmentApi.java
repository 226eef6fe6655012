package org.bastide.controller.identity.assignment;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.project.Project;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /v3/role_assignments}. */
public final class AssignmentApi {
    private final AssignmentList assignments;

    public AssignmentApi(AssignmentList assignments) {
        this.assignments = assignments;
    }

    public void mount(Routes routes) {
        routes.get("/v3/role_assignments", this::list);
        routes.head("/v3/role_assignments", this::list);
    }

    private Reply list(Request request) {
        boolean names = Listing.bool(request, "include_names").orElse(false);
        return Listing.reply(
                request,
                "role_assignments",
                assignments.list(request.caller(), AssignmentFilter.parse(request)).stream()
                        .map(entry -> view(entry, names, request))
                        .toList());
    }

    private static Map<String, Object> view(
            AssignmentList.Entry entry, boolean names, Request request) {
        Map<String, Object> role = new LinkedHashMap<>();
        role.put("id", entry.role().id());
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("id", entry.user().id());
        if (names) {
            role.put("name", entry.role().name());
            user.put("name", entry.user().name());
            user.put("domain", domain(entry, entry.user().domain()));
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("role", role);
        view.put("user", user);
        view.put("scope", scope(entry, names));
        view.put("links", links(entry, request));
        return view;
    }

    private static Map<String, Object> scope(AssignmentList.Entry entry, boolean names) {
        if (entry.place().isEmpty()) {
            return Map.of("system", Map.of("all", true));
        }
        Project place = entry.place().get();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", place.id());
        if (names) {
            view.put("name", place.name());
            if (!place.isDomain()) {
                view.put("domain", domain(entry, place.domain()));
            }
        }
        return Map.of(place.isDomain() ? "domain" : "project", view);
    }

    private static Map<String, Object> domain(AssignmentList.Entry entry, String id) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("name", entry.domains().get(id).name());
        return view;
    }

    private static Map<String, Object> links(AssignmentList.Entry entry, Request request) {
        Assignment assignment = entry.assignment();
        String place =
                switch (assignment.scope()) {
                    case Scope.Project(String id) -> "/projects/" + id;
                    case Scope.Domain(String id) -> "/domains/" + id;
                    case Scope.OfSystem() -> "/system";
                    case Scope.Unscoped() -> "";
                };
        Map<String, Object> links = new LinkedHashMap<>();
        String assigned = entry.impliedBy().orElse(assignment.role());
        links.put(
                "assignment",
                request.link("/v3" + place + "/users/" + assignment.user() + "/roles/" + assigned));
        entry.impliedBy()
                .ifPresent(
                        prior ->
                                links.put(
                                        "prior_role",
                                        request.link(
                                                "/v3/prior_role/"
                                                        + prior
                                                        + "/implied_role/"
                                                        + assignment.role())));
        return links;
    }
}
