package org.bastide.controller.identity.assignment;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.project.ProjectView;
import org.bastide.controller.identity.role.RoleView;

import java.util.function.Function;

/**
 * Roles of a user on a project, a domain or the system, such as {@code
 * /v3/projects/PROJECT/users/USER/roles/ROLE}; and the projects of a user.
 */
public final class GrantApi {
    private final AssignmentService assignments;

    public GrantApi(AssignmentService assignments) {
        this.assignments = assignments;
    }

    public void mount(Routes routes) {
        mount(
                routes,
                "/v3/projects/:target/users/:user/roles",
                request -> new Scope.Project(request.path("target")));
        mount(
                routes,
                "/v3/domains/:target/users/:user/roles",
                request -> new Scope.Domain(request.path("target")));
        mount(routes, "/v3/system/users/:user/roles", request -> new Scope.OfSystem());
        routes.get("/v3/users/:user/projects", this::projects);
    }

    private void mount(Routes routes, String path, Function<Request, Scope> scope) {
        String one = path + "/:role";
        routes.get(path, request -> list(request, scope.apply(request)));
        routes.put(one, request -> assign(request, scope.apply(request)));
        routes.get(one, request -> check(request, scope.apply(request)));
        routes.head(one, request -> check(request, scope.apply(request)));
        routes.delete(one, request -> withdraw(request, scope.apply(request)));
    }

    private Reply list(Request request, Scope scope) {
        return Listing.reply(
                request,
                "roles",
                assignments.roles(request.caller(), request.path("user"), scope).stream()
                        .map(role -> RoleView.of(role, request))
                        .toList());
    }

    private Reply assign(Request request, Scope scope) {
        assignments.assign(request.caller(), named(request, scope));
        return Reply.noContent();
    }

    private Reply check(Request request, Scope scope) {
        assignments.check(request.caller(), named(request, scope));
        return Reply.noContent();
    }

    private Reply withdraw(Request request, Scope scope) {
        assignments.withdraw(request.caller(), named(request, scope));
        return Reply.noContent();
    }

    private Reply projects(Request request) {
        return Listing.reply(
                request,
                "projects",
                assignments.projects(request.caller(), request.path("user")).stream()
                        .map(project -> ProjectView.of(project, request))
                        .toList());
    }

    private static Assignment named(Request request, Scope scope) {
        return new Assignment(request.path("user"), scope, request.path("role"));
    }
}
