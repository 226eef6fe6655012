package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which flavors a request asks for.
 *
 * @param leastDisk in GiB
 * @param leastRam in MiB
 */
record FlavorQuery(Visibility visibility, int leastDisk, int leastRam, Page page) {
    /** Public ones are joined by the private ones that the caller's project has access to. */
    enum Visibility {
        PUBLIC,
        PRIVATE,
        ANY
    }

    private static final Comparator<Flavor> BY_AGE = Comparator.comparing(Flavor::created);
    private static final Comparator<Flavor> ALL_ALIKE = (_, _) -> 0;

    /** What Nova sorts by; what no flavor of ours has sorts nothing. */
    private static final Map<String, Comparator<Flavor>> ORDERS =
            Map.ofEntries(
                    Map.entry("flavorid", Comparator.comparing(Flavor::id)),
                    Map.entry("name", Comparator.comparing(Flavor::name)),
                    Map.entry("memory_mb", Comparator.comparingInt(Flavor::ram)),
                    Map.entry("vcpus", Comparator.comparingInt(Flavor::vcpus)),
                    Map.entry("root_gb", Comparator.comparingInt(Flavor::disk)),
                    Map.entry("ephemeral_gb", Comparator.comparingInt(Flavor::ephemeral)),
                    Map.entry("swap", Comparator.comparingInt(Flavor::swap)),
                    Map.entry("rxtx_factor", Comparator.comparingDouble(Flavor::rxtxFactor)),
                    Map.entry("is_public", Comparator.comparing(Flavor::isPublic)),
                    Map.entry("description", Comparator.comparing(f -> f.description().orElse(""))),
                    Map.entry("id", BY_AGE),
                    Map.entry("created_at", BY_AGE),
                    Map.entry("updated_at", BY_AGE),
                    Map.entry("disabled", ALL_ALIKE),
                    Map.entry("vcpu_weight", ALL_ALIKE));

    static FlavorQuery parse(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries(
                    "limit", "marker", "sort_key", "sort_dir", "is_public", "minRam", "minDisk");
        }
        return new FlavorQuery(
                visibility(request),
                least(request, "minDisk"),
                least(request, "minRam"),
                Page.parse(request, ORDERS.keySet(), List.of(new Page.Sort("flavorid", true))));
    }

    /** The flavors of the page that is asked for, out of all that match. */
    List<Flavor> of(List<Flavor> matching) {
        Comparator<Flavor> order = ALL_ALIKE;
        for (Page.Sort sort : page.sorts()) {
            Comparator<Flavor> next = ORDERS.get(sort.key());
            order = order.thenComparing(sort.ascending() ? next : next.reversed());
        }
        return page.of(
                matching.stream().sorted(order.thenComparing(Flavor::id)).toList(), Flavor::id);
    }

    /** Only admins choose; for others the filter is without effect. */
    private static Visibility visibility(Request request) {
        String wanted = request.query("is_public").orElse("true");
        if (!request.caller().isAdmin()) {
            return Visibility.PUBLIC;
        }
        return switch (wanted.toLowerCase(Locale.ROOT)) {
            case "none" -> Visibility.ANY;
            case "true", "t", "yes", "y", "on", "1" -> Visibility.PUBLIC;
            case "false", "f", "no", "n", "off", "0" -> Visibility.PRIVATE;
            default -> throw Problem.badRequest("Invalid is_public filter [%s]".formatted(wanted));
        };
    }

    private static int least(Request request, String name) {
        String wanted = request.query(name).orElse("0");
        try {
            return Integer.parseInt(wanted);
        } catch (NumberFormatException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST, "Invalid %s filter [%s]".formatted(name, wanted), e);
        }
    }
}
