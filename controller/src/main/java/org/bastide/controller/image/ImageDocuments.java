package org.bastide.controller.image;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients read before they use the service: its versions, and the schema of an image. */
final class ImageDocuments {
    /** 2.7 has hidden images and {@code os_hash_value}; what came later needs several stores. */
    private static final int NEWEST_MINOR = 7;

    private static final int MULTIPLE_CHOICES = 300;

    void mount(Routes routes) {
        routes.open("GET", "/", request -> Reply.json(MULTIPLE_CHOICES, versions(request)));
        routes.open("GET", "/versions", request -> Reply.ok(versions(request)));
        routes.get("/v2/schemas/image", request -> Reply.ok(ImageSchemas.image()));
        routes.get("/v2/schemas/images", request -> Reply.ok(ImageSchemas.images()));
    }

    private static Map<String, Object> versions(Request request) {
        List<Map<String, Object>> versions = new ArrayList<>();
        for (int minor = NEWEST_MINOR; minor >= 0; minor--) {
            Map<String, Object> version = new LinkedHashMap<>();
            version.put("id", "v2." + minor);
            version.put("status", minor == NEWEST_MINOR ? "CURRENT" : "SUPPORTED");
            version.put("links", List.of(Map.of("rel", "self", "href", request.link("/v2/"))));
            versions.add(version);
        }
        return Map.of("versions", versions);
    }
}
