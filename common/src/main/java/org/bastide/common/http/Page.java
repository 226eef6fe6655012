package org.bastide.common.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Which part of a list a request asks for, by OpenStack's {@code limit}, {@code marker}, {@code
 * sort_key} and {@code sort_dir}.
 *
 * @param limit the most items
 * @param marker the id of the last item of the page before
 * @param sorts in order of weight
 */
public record Page(int limit, Optional<String> marker, List<Sort> sorts) {
    private static final int MOST = 1000;

    /** One field to sort by, as named in the API. */
    public record Sort(String key, boolean ascending) {}

    /**
     * Reads a page from a request. A direction that is not named is that of the default order, or
     * descending where there is none.
     *
     * @param keys what may be sorted by
     * @param otherwise how to sort where the request names no key
     */
    public static Page parse(Request request, Set<String> keys, List<Sort> otherwise) {
        int limit = (int) Math.min(request.queryInteger("limit", 0).orElse(MOST), MOST);
        Optional<String> marker = request.query("marker");
        List<String> named = request.queries("sort_key");
        if (named.isEmpty() && request.query("sort").isPresent()) {
            return new Page(limit, marker, combined(request.query("sort").get(), keys));
        }
        if (named.isEmpty()) {
            named = otherwise.stream().map(Sort::key).toList();
            keys = Set.copyOf(named);
        }
        return new Page(limit, marker, sorts(named, request.queries("sort_dir"), keys, otherwise));
    }

    private static List<Sort> sorts(
            List<String> named, List<String> directions, Set<String> keys, List<Sort> otherwise) {
        String usual = !otherwise.isEmpty() && otherwise.getFirst().ascending() ? "asc" : "desc";
        List<Sort> sorts = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            sorts.add(sort(named.get(i), i < directions.size() ? directions.get(i) : usual, keys));
        }
        return List.copyOf(sorts);
    }

    /** {@code sort=name:asc,created_at:desc}, Glance's and Cinder's form. */
    private static List<Sort> combined(String text, Set<String> keys) {
        return java.util.Arrays.stream(text.split(","))
                .map(
                        part -> {
                            String[] pair = part.split(":");
                            return sort(
                                    pair[0].trim(),
                                    pair.length > 1 ? pair[1].trim() : "desc",
                                    keys);
                        })
                .toList();
    }

    private static Sort sort(String key, String direction, Set<String> keys) {
        if (!keys.contains(key)) {
            throw Problem.badRequest(
                    "Invalid input for query parameters sort_key. Value: %s".formatted(key));
        }
        return switch (direction.toLowerCase(Locale.ROOT)) {
            case "asc" -> new Sort(key, true);
            case "desc" -> new Sort(key, false);
            default ->
                    throw Problem.badRequest(
                            "Invalid input for query parameters sort_dir. Value: %s"
                                    .formatted(direction));
        };
    }

    /** The items of this page, out of all of them in order. */
    public <T> List<T> of(List<T> sorted, Function<T, String> id) {
        int from = 0;
        if (marker.isPresent()) {
            while (from < sorted.size() && !id.apply(sorted.get(from)).equals(marker.get())) {
                from++;
            }
            if (from == sorted.size()) {
                throw Problem.badRequest("marker [%s] not found".formatted(marker.get()));
            }
            from++;
        }
        return sorted.subList(from, Math.min(sorted.size(), from + limit));
    }

    /** The address of the next page, where there is one. */
    public Optional<String> next(Request request, List<String> ids) {
        if (limit == 0 || ids.size() < limit) {
            return Optional.empty();
        }
        StringBuilder query = new StringBuilder();
        for (String name : request.queryNames()) {
            if (!name.equals("marker")) {
                for (String value : request.queries(name)) {
                    query.append(name).append('=').append(encode(value)).append('&');
                }
            }
        }
        return Optional.of(
                request.root() + request.uri() + "?" + query + "marker=" + encode(ids.getLast()));
    }

    /** Nova's form of the link: {@code [{"rel": "next", "href": …}]}. */
    public List<Map<String, String>> links(Request request, List<String> ids) {
        return next(request, ids)
                .map(href -> List.of(Map.of("rel", "next", "href", href)))
                .orElse(List.of());
    }

    private static String encode(String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8);
    }
}
