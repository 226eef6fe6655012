package org.bastide.controller.identity.project;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;

import java.util.List;
import java.util.Map;

/** {@code /v3/projects}. */
public final class ProjectApi {
    private final ProjectService projects;

    public ProjectApi(ProjectService projects) {
        this.projects = projects;
    }

    public void mount(Routes routes) {
        routes.post("/v3/projects", this::create);
        routes.get("/v3/projects", this::list);
        routes.get("/v3/projects/:project", this::show);
        routes.head("/v3/projects/:project", this::show);
        routes.patch("/v3/projects/:project", this::update);
        routes.delete("/v3/projects/:project", this::delete);
    }

    private Reply create(Request request) {
        Project project =
                projects.create(request.caller(), NewProject.parse(request.json("project")));
        return Reply.created(body(project, request));
    }

    private Reply list(Request request) {
        List<Project> found = projects.list(request.caller(), ProjectFilter.parse(request));
        return Listing.reply(
                request,
                "projects",
                found.stream().map(project -> ProjectView.of(project, request)).toList());
    }

    private Reply show(Request request) {
        return Reply.ok(body(projects.show(request.caller(), request.path("project")), request));
    }

    private Reply update(Request request) {
        Project project =
                projects.update(
                        request.caller(),
                        request.path("project"),
                        ProjectChange.parse(request.json("project")));
        return Reply.ok(body(project, request));
    }

    private Reply delete(Request request) {
        projects.delete(request.caller(), request.path("project"));
        return Reply.noContent();
    }

    private static Map<String, Object> body(Project project, Request request) {
        return Map.of("project", ProjectView.of(project, request));
    }
}
