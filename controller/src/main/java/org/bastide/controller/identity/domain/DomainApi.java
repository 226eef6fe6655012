package org.bastide.controller.identity.domain;

import org.bastide.common.http.Json;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Extra;
import org.bastide.controller.identity.base.HexId;
import org.bastide.controller.identity.base.Listing;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectChange;
import org.bastide.controller.identity.project.ProjectFilter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /v3/domains}. */
public final class DomainApi {
    private static final Set<String> KNOWN =
            Set.of("id", "name", "enabled", "description", "tags", "options", "links");

    private final DomainService domains;

    public DomainApi(DomainService domains) {
        this.domains = domains;
    }

    public void mount(Routes routes) {
        routes.post("/v3/domains", this::create);
        routes.get("/v3/domains", this::list);
        routes.get("/v3/domains/:domain", this::show);
        routes.patch("/v3/domains/:domain", this::update);
        routes.delete("/v3/domains/:domain", this::delete);
    }

    private Reply create(Request request) {
        Project domain = domains.create(request.caller(), parse(request.json("domain")));
        return Reply.created(body(domain, request));
    }

    private Reply list(Request request) {
        ProjectFilter filter =
                ProjectFilter.domains(request.query("name"), Listing.bool(request, "enabled"));
        List<Project> found = domains.list(request.caller(), filter);
        return Listing.reply(
                request, "domains", found.stream().map(domain -> view(domain, request)).toList());
    }

    private Reply show(Request request) {
        return Reply.ok(body(domains.show(request.caller(), request.path("domain")), request));
    }

    private Reply update(Request request) {
        Project domain =
                domains.update(
                        request.caller(),
                        request.path("domain"),
                        ProjectChange.parse(request.json("domain")));
        return Reply.ok(body(domain, request));
    }

    private Reply delete(Request request) {
        domains.delete(request.caller(), request.path("domain"));
        return Reply.noContent();
    }

    private static Project parse(Json domain) {
        String name = domain.string("name", 1, 64);
        if (name.isBlank()) {
            throw domain.invalid("name", "is blank");
        }
        return new Project(
                HexId.next(),
                name,
                "",
                Optional.empty(),
                true,
                domain.bool("enabled", true),
                domain.optionalString("description", 0, 16 * 1024).orElse(""),
                List.of(),
                Extra.options(domain),
                Extra.of(domain, KNOWN),
                0);
    }

    private static Map<String, Object> body(Project domain, Request request) {
        return Map.of("domain", view(domain, request));
    }

    /** A domain as the API shows it. */
    public static Map<String, Object> view(Project domain, Request request) {
        Map<String, Object> view = new LinkedHashMap<>(domain.extra());
        view.put("id", domain.id());
        view.put("name", domain.name());
        view.put("description", domain.description());
        view.put("enabled", domain.enabled());
        view.put("tags", domain.tags());
        view.put("options", domain.options());
        view.put("links", Listing.self(request, "/domains/" + domain.id()));
        return view;
    }
}
