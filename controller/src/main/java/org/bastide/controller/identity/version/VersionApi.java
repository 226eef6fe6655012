package org.bastide.controller.identity.version;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The version documents, by which clients find the API from the address in the catalog. */
public final class VersionApi {
    private static final int MULTIPLE_CHOICES = 300;

    public void mount(Routes routes) {
        routes.open("GET", "/", this::all);
        routes.open("GET", "/v3", this::third);
        routes.open("HEAD", "/", this::all);
        routes.open("HEAD", "/v3", this::third);
    }

    private Reply all(Request request) {
        return Reply.json(
                MULTIPLE_CHOICES, Map.of("versions", Map.of("values", List.of(version(request)))));
    }

    private Reply third(Request request) {
        return Reply.ok(Map.of("version", version(request)));
    }

    private static Map<String, Object> version(Request request) {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("id", "v3.14");
        version.put("status", "stable");
        version.put("updated", "2020-04-07T00:00:00Z");
        version.put("links", List.of(Map.of("rel", "self", "href", request.link("/v3/"))));
        version.put(
                "media-types",
                List.of(
                        Map.of(
                                "base",
                                "application/json",
                                "type",
                                "application/vnd.openstack.identity-v3+json")));
        return version;
    }
}
