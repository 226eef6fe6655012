package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.Map;

/** {@code /servers/ID/metadata}. */
public final class ServerMetadataApi {
    private final ServerMetadata metadata;

    public ServerMetadataApi(ServerMetadata metadata) {
        this.metadata = metadata;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/servers/:id/metadata", this::list);
        routes.post("/servers/:id/metadata", this::merge);
        routes.put("/servers/:id/metadata", this::replace);
        routes.get("/servers/:id/metadata/:key", this::show);
        routes.put("/servers/:id/metadata/:key", this::put);
        routes.delete("/servers/:id/metadata/:key", this::delete);
    }

    private Reply list(Request request) {
        return all(metadata.list(request.caller(), request.path("id")));
    }

    private Reply merge(Request request) {
        return all(
                metadata.merge(
                        request.caller(),
                        ComputePermission.SERVER_METADATA_CREATE,
                        request.path("id"),
                        sent(request)));
    }

    private Reply replace(Request request) {
        return all(metadata.replace(request.caller(), request.path("id"), sent(request)));
    }

    private Reply show(Request request) {
        String key = request.path("key");
        return one(key, metadata.show(request.caller(), request.path("id"), key));
    }

    private Reply put(Request request) {
        String key = request.path("key");
        Map<String, String> item = ServerFields.metadata(required(request, "meta"), "meta");
        if (item.size() != 1) {
            throw Problem.badRequest("Request body contains too many items");
        }
        if (!item.containsKey(key)) {
            throw Problem.badRequest("Request body and URI mismatch");
        }
        metadata.merge(
                request.caller(),
                ComputePermission.SERVER_METADATA_UPDATE,
                request.path("id"),
                item);
        return one(key, item.get(key));
    }

    private Reply delete(Request request) {
        metadata.delete(request.caller(), request.path("id"), request.path("key"));
        return Reply.noContent();
    }

    private static Map<String, String> sent(Request request) {
        return ServerFields.metadata(required(request, "metadata"), "metadata");
    }

    private static Json required(Request request, String field) {
        Json body = request.json().only(field);
        body.object(field);
        return body;
    }

    private static Reply all(Map<String, String> metadata) {
        return Reply.ok(Map.of("metadata", metadata));
    }

    private static Reply one(String key, String value) {
        return Reply.ok(Map.of("meta", Map.of(key, value)));
    }
}
