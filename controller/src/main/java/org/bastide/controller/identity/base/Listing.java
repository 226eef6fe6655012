package org.bastide.controller.identity.base;

import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Lists as Keystone answers them, and the filters that their requests name. */
public final class Listing {
    private Listing() {}

    /**
     * A list of views under its name, with links. Without {@code limit} it is whole: Keystone's
     * clients do not ask for a next page.
     */
    public static Reply reply(Request request, String name, List<Map<String, Object>> views) {
        List<Map<String, Object>> shown = views;
        Optional<String> next = Optional.empty();
        if (request.query("limit").isPresent()) {
            Page page = Page.parse(request, Set.of(), List.of());
            shown = page.of(views, view -> (String) view.get("id"));
            next = page.next(request, shown.stream().map(view -> (String) view.get("id")).toList());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(name, shown);
        body.put("links", links(request, next));
        return Reply.ok(body);
    }

    private static Map<String, Object> links(Request request, Optional<String> next) {
        String query = request.rawQuery();
        Map<String, Object> links = new LinkedHashMap<>();
        links.put("self", request.root() + request.uri() + (query.isEmpty() ? "" : "?" + query));
        links.put("next", next);
        links.put("previous", Optional.empty());
        return links;
    }

    /** The {@code links} of one thing. */
    public static Map<String, String> self(Request request, String path) {
        return Map.of("self", request.link("/v3" + path));
    }

    /** A filter that is true or false; present without a value means true, as in Keystone. */
    public static Optional<Boolean> bool(Request request, String name) {
        return request.query(name)
                .map(
                        value ->
                                switch (value.toLowerCase(Locale.ROOT)) {
                                    case "", "true", "1", "yes", "on" -> true;
                                    case "false", "0", "no", "off" -> false;
                                    default ->
                                            throw Problem.badRequest(
                                                    "Invalid input for query parameters %s. Value: %s"
                                                            .formatted(name, value));
                                });
    }
}
