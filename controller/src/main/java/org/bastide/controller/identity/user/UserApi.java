package org.bastide.controller.identity.user;

import org.bastide.common.http.Json;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v3/users}. */
public final class UserApi {
    private static final int MOST_PASSWORD = 4096;

    private final UserService users;

    public UserApi(UserService users) {
        this.users = users;
    }

    public void mount(Routes routes) {
        routes.post("/v3/users", this::create);
        routes.get("/v3/users", this::list);
        routes.get("/v3/users/:user", this::show);
        routes.head("/v3/users/:user", this::show);
        routes.patch("/v3/users/:user", this::update);
        routes.delete("/v3/users/:user", this::delete);
        routes.open("POST", "/v3/users/:user/password", this::changePassword);
    }

    private Reply create(Request request) {
        User user = users.create(request.caller(), NewUser.parse(request.json("user")));
        return Reply.created(body(user, request));
    }

    private Reply list(Request request) {
        List<User> found = users.list(request.caller(), UserFilter.parse(request));
        return Listing.reply(
                request, "users", found.stream().map(user -> view(user, request)).toList());
    }

    private Reply show(Request request) {
        return Reply.ok(body(users.show(request.caller(), request.path("user")), request));
    }

    private Reply update(Request request) {
        User user =
                users.update(
                        request.caller(),
                        request.path("user"),
                        UserChange.parse(request.json("user")));
        return Reply.ok(body(user, request));
    }

    private Reply delete(Request request) {
        users.delete(request.caller(), request.path("user"));
        return Reply.noContent();
    }

    private Reply changePassword(Request request) {
        Json user = request.json("user");
        users.changePassword(
                request.path("user"),
                user.string("original_password", 0, MOST_PASSWORD),
                user.string("password", 0, MOST_PASSWORD));
        return Reply.noContent();
    }

    private static Map<String, Object> body(User user, Request request) {
        return Map.of("user", view(user, request));
    }

    /** Keystone leaves out a default project that there is not, but shows that no password ends. */
    private static Map<String, Object> view(User user, Request request) {
        Map<String, Object> view = new LinkedHashMap<>(user.extra());
        view.put("id", user.id());
        view.put("name", user.name());
        view.put("domain_id", user.domain());
        view.put("enabled", user.enabled());
        user.defaultProject().ifPresent(project -> view.put("default_project_id", project));
        view.put("password_expires_at", Optional.empty());
        view.put("options", user.options());
        view.put("links", Listing.self(request, "/users/" + user.id()));
        return view;
    }
}
