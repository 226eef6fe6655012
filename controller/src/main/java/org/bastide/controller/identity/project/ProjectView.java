package org.bastide.controller.identity.project;

import org.bastide.common.http.Request;
import org.bastide.controller.identity.base.Listing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A project as the API shows it. */
public final class ProjectView {
    private ProjectView() {}

    /** All of it. */
    public static Map<String, Object> of(Project project, Request request) {
        Map<String, Object> view = new LinkedHashMap<>(project.extra());
        view.put("id", project.id());
        view.put("name", project.name());
        view.put("domain_id", Optional.of(project.domain()).filter(id -> !id.isEmpty()));
        view.put("description", project.description());
        view.put("enabled", project.enabled());
        view.put("parent_id", project.parent());
        view.put("is_domain", project.isDomain());
        view.put("tags", project.tags());
        view.put("options", project.options());
        view.put("links", Listing.self(request, "/projects/" + project.id()));
        return view;
    }
}
