package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.Queries;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which servers a list asks for.
 *
 * @param matches all that is asked of a server beyond its project and whether it lives
 */
public record ServerFilter(
        boolean allProjects,
        Optional<String> projectId,
        Life life,
        Predicate<ServerDetail> matches) {
    /** Whether servers that are, or were, are meant. */
    public enum Life {
        LIVE,
        DELETED,
        BOTH
    }

    private static final Set<String> STATUSES =
            Set.of(
                    "ACTIVE",
                    "BUILD",
                    "DELETED",
                    "ERROR",
                    "HARD_REBOOT",
                    "MIGRATING",
                    "PASSWORD",
                    "PAUSED",
                    "REBOOT",
                    "REBUILD",
                    "RESCUE",
                    "RESIZE",
                    "REVERT_RESIZE",
                    "SHELVED",
                    "SHELVED_OFFLOADED",
                    "SHUTOFF",
                    "SOFT_DELETED",
                    "SUSPENDED",
                    "VERIFY_RESIZE");

    /**
     * Reads a list's query. What only administrators may ask is ignored from others, as Nova does.
     */
    public static ServerFilter parse(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries(ServerQueries.KNOWN);
        }
        boolean admin = request.caller().isAdmin();
        List<Predicate<ServerDetail>> all = new ArrayList<>();
        List<String> statuses = statuses(request);
        if (request.query("status").isPresent()) {
            all.add(detail -> statuses.contains(detail.status().word()));
        }
        Optional<Instant> since = Queries.moment(request, "changes-since");
        Optional<Instant> before =
                request.version().atLeast(2, 66)
                        ? Queries.moment(request, "changes-before")
                        : Optional.empty();
        Queries.requireOrder(since, before);
        since.ifPresent(from -> all.add(one -> !one.server().updated().isBefore(from)));
        before.ifPresent(to -> all.add(one -> !one.server().updated().isAfter(to)));
        all.addAll(ServerQueries.ofEveryone(request));
        if (admin) {
            all.addAll(ServerQueries.ofAdministrators(request));
        }
        return new ServerFilter(
                allProjects(request),
                request.query("project_id")
                        .or(() -> request.query("tenant_id"))
                        .filter(ignored -> admin),
                life(request, statuses, since.isPresent() || before.isPresent()),
                detail -> all.stream().allMatch(one -> one.test(detail)));
    }

    private static boolean allProjects(Request request) {
        boolean all = Queries.flag(request, "all_tenants").orElse(false);
        if (all && !request.caller().isAdmin()) {
            throw Problem.forbidden(
                    "Policy doesn't allow os_compute_api:servers:index:get_all_tenants to be performed.");
        }
        return all;
    }

    private static List<String> statuses(Request request) {
        List<String> statuses =
                request.queries("status").stream()
                        .map(text -> text.toUpperCase(Locale.ROOT))
                        .filter(STATUSES::contains)
                        .toList();
        if (request.query("status").isPresent()
                && statuses.isEmpty()
                && request.version().atLeast(2, 38)) {
            throw Problem.badRequest(
                    "Invalid input for query parameters status. Value: %s. Invalid status value"
                            .formatted(request.query("status").get()));
        }
        if (statuses.contains("DELETED") && !request.caller().isAdmin()) {
            throw Problem.forbidden("Only administrators may list deleted instances");
        }
        return statuses;
    }

    /** Whoever asks what changed is told of what was deleted, too. */
    private static Life life(Request request, List<String> statuses, boolean changes) {
        if (statuses.contains("DELETED")) {
            return Life.DELETED;
        }
        return Queries.flag(request, "deleted")
                .filter(ignored -> request.caller().isAdmin())
                .map(deleted -> deleted ? Life.DELETED : Life.LIVE)
                .orElse(changes ? Life.BOTH : Life.LIVE);
    }

    /** The project whose servers are meant; empty for those of all. */
    Optional<String> project(Caller caller) {
        if (projectId.isPresent()) {
            return projectId;
        }
        return allProjects ? Optional.empty() : Optional.of(caller.requireProject());
    }
}
