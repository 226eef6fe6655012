package org.bastide.controller.compute.hypervisor;

import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.Queries;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a request for hypervisors asks, in each microversion.
 *
 * @param page since 2.33
 * @param pattern a part of the host's name, since 2.53
 * @param withServers whether their servers are shown, since 2.53
 */
record HypervisorQuery(Optional<Page> page, Optional<String> pattern, boolean withServers) {
    static HypervisorQuery parse(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries("limit", "marker", "hypervisor_hostname_pattern", "with_servers");
        }
        boolean asks = request.version().atLeast(2, 53);
        Optional<String> pattern =
                asks ? request.query("hypervisor_hostname_pattern") : Optional.empty();
        boolean pages = request.query("limit").isPresent() || request.query("marker").isPresent();
        if (pattern.isPresent() && pages) {
            throw Problem.badRequest(
                    "Paging with hypervisor_hostname_pattern query parameter is not supported.");
        }
        return new HypervisorQuery(
                request.version().atLeast(2, 33) && pattern.isEmpty()
                        ? Optional.of(Page.parse(request, Set.of(), List.of()))
                        : Optional.empty(),
                pattern,
                withServers(request));
    }

    static HypervisorQuery ofOne(Request request) {
        if (request.version().atLeast(2, 75)) {
            request.onlyQueries("with_servers");
        }
        return new HypervisorQuery(Optional.empty(), Optional.empty(), withServers(request));
    }

    private static boolean withServers(Request request) {
        return request.version().atLeast(2, 53)
                && Queries.flag(request, "with_servers").orElse(false);
    }

    Map<String, Object> with(Hypervisor one, Map<String, Object> view, Request request) {
        return withServers ? new HypervisorView(request).servers(one, view) : view;
    }
}
