package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.List;
import java.util.Map;

/** {@code /servers/ID/tags}, since 2.26. */
public final class ServerTagApi {
    private final ServerTags tags;

    public ServerTagApi(ServerTags tags) {
        this.tags = tags;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/servers/:id/tags", this::list);
        routes.put("/servers/:id/tags", this::replace);
        routes.delete("/servers/:id/tags", this::deleteAll);
        routes.get("/servers/:id/tags/:tag", this::show);
        routes.put("/servers/:id/tags/:tag", this::add);
        routes.delete("/servers/:id/tags/:tag", this::delete);
    }

    private Reply list(Request request) {
        return all(tags.list(request.caller(), server(request)));
    }

    private Reply replace(Request request) {
        String id = server(request);
        Json body = request.json().only("tags");
        if (!body.has("tags") || body.isNull("tags")) {
            throw body.invalid("tags", "is a required property, of type 'array'");
        }
        return all(tags.replace(request.caller(), id, ServerFields.tags(body)));
    }

    private Reply deleteAll(Request request) {
        tags.deleteAll(request.caller(), server(request));
        return Reply.noContent();
    }

    private Reply show(Request request) {
        tags.require(request.caller(), server(request), request.path("tag"));
        return Reply.noContent();
    }

    private Reply add(Request request) {
        String id = server(request);
        String tag = request.path("tag");
        ServerFields.requireTag(tag);
        if (request.hasBody() && !request.jsonNode().isNull()) {
            throw Problem.badRequest("The request has a body; a tag is named by the path alone.");
        }
        boolean added = tags.add(request.caller(), id, tag);
        return Reply.empty(added ? 201 : 204).header("Location", request.root() + request.uri());
    }

    private Reply delete(Request request) {
        tags.delete(request.caller(), server(request), request.path("tag"));
        return Reply.noContent();
    }

    private static String server(Request request) {
        request.requireSince(2, 26);
        return request.path("id");
    }

    private static Reply all(List<String> tags) {
        return Reply.ok(Map.of("tags", tags));
    }
}
