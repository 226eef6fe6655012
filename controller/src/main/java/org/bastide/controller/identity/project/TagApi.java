package org.bastide.controller.identity.project;

import org.bastide.common.http.Json;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.base.Listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code /v3/projects/PROJECT/tags}. */
public final class TagApi {
    private final ProjectService projects;

    public TagApi(ProjectService projects) {
        this.projects = projects;
    }

    public void mount(Routes routes) {
        routes.get("/v3/projects/:project/tags", this::list);
        routes.put("/v3/projects/:project/tags", this::replace);
        routes.delete("/v3/projects/:project/tags", this::clear);
        routes.get("/v3/projects/:project/tags/:tag", this::check);
        routes.head("/v3/projects/:project/tags/:tag", this::check);
        routes.put("/v3/projects/:project/tags/:tag", this::add);
        routes.delete("/v3/projects/:project/tags/:tag", this::remove);
    }

    private Reply list(Request request) {
        Project project = projects.show(request.caller(), request.path("project"));
        return Reply.ok(Map.of("tags", project.tags(), "links", self(request, project)));
    }

    private Reply replace(Request request) {
        Json body = request.json();
        List<String> wanted = NewProject.tags(body);
        Project project = projects.tag(request.caller(), request.path("project"), tags -> wanted);
        return Reply.ok(Map.of("tags", project.tags(), "links", self(request, project)));
    }

    private Reply clear(Request request) {
        projects.tag(request.caller(), request.path("project"), tags -> List.of());
        return Reply.noContent();
    }

    private Reply check(Request request) {
        Project project = projects.show(request.caller(), request.path("project"));
        require(project.tags(), request.path("tag"));
        return Reply.noContent();
    }

    private Reply add(Request request) {
        String tag = request.path("tag");
        projects.tag(request.caller(), request.path("project"), tags -> with(tags, tag));
        return Reply.empty(201)
                .header("Location", request.link("/v3/projects/" + request.path("project")));
    }

    private Reply remove(Request request) {
        String tag = request.path("tag");
        projects.tag(
                request.caller(),
                request.path("project"),
                tags -> {
                    require(tags, tag);
                    return tags.stream().filter(known -> !known.equals(tag)).toList();
                });
        return Reply.noContent();
    }

    private static List<String> with(List<String> tags, String tag) {
        List<String> more = new ArrayList<>(tags);
        if (!more.contains(tag)) {
            more.add(tag);
        }
        return more;
    }

    private static void require(List<String> tags, String tag) {
        if (!tags.contains(tag)) {
            throw IdentityProblems.notFound("project tag", tag);
        }
    }

    private static Map<String, String> self(Request request, Project project) {
        return Listing.self(request, "/projects/" + project.id() + "/tags");
    }
}
