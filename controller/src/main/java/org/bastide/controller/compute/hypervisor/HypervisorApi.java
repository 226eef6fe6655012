package org.bastide.controller.compute.hypervisor;

import static org.bastide.controller.compute.base.ComputePermission.HYPERVISORS_LIST;
import static org.bastide.controller.compute.base.ComputePermission.HYPERVISORS_SEARCH;
import static org.bastide.controller.compute.base.ComputePermission.HYPERVISORS_SERVERS;
import static org.bastide.controller.compute.base.ComputePermission.HYPERVISORS_SHOW;
import static org.bastide.controller.compute.base.ComputePermission.HYPERVISORS_STATISTICS;
import static org.bastide.controller.compute.base.ComputePermission.HYPERVISORS_UPTIME;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** {@code /os-hypervisors}. */
public final class HypervisorApi {
    private final HypervisorService hypervisors;

    public HypervisorApi(HypervisorService hypervisors) {
        this.hypervisors = hypervisors;
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/os-hypervisors", request -> list(request, new HypervisorView(request)::brief));
        routes.get(
                "/os-hypervisors/detail",
                request -> list(request, new HypervisorView(request)::full));
        routes.get("/os-hypervisors/statistics", this::statistics);
        routes.get("/os-hypervisors/:id", this::show);
        routes.get("/os-hypervisors/:id/search", this::search);
        routes.get("/os-hypervisors/:id/servers", this::servers);
        routes.get("/os-hypervisors/:id/uptime", this::uptime);
    }

    private Reply list(Request request, Function<Hypervisor, Map<String, Object>> view) {
        HypervisorQuery query = HypervisorQuery.parse(request);
        List<Hypervisor> all =
                query.pattern().isPresent()
                        ? hypervisors.named(
                                request.caller(), HYPERVISORS_LIST, query.pattern().get())
                        : hypervisors.list(request.caller(), HYPERVISORS_LIST);
        List<Hypervisor> here =
                query.page().isPresent()
                        ? query.page().get().of(all, one -> id(request, one))
                        : all;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "hypervisors",
                here.stream().map(one -> query.with(one, view.apply(one), request)).toList());
        List<Map<String, String>> links =
                query.page()
                        .map(
                                page ->
                                        page.links(
                                                request,
                                                here.stream()
                                                        .map(one -> id(request, one))
                                                        .toList()))
                        .orElse(List.of());
        if (!links.isEmpty()) {
            body.put("hypervisors_links", links);
        }
        return Reply.ok(body);
    }

    private static String id(Request request, Hypervisor one) {
        return HypervisorView.id(request, one).toString();
    }

    private Reply show(Request request) {
        HypervisorQuery query = HypervisorQuery.ofOne(request);
        Hypervisor one = one(request, HYPERVISORS_SHOW);
        Map<String, Object> view = new HypervisorView(request).full(one);
        return Reply.ok(Map.of("hypervisor", query.with(one, view, request)));
    }

    private Hypervisor one(Request request, ComputePermission permission) {
        boolean byNumber = !request.version().atLeast(2, 53);
        String id = request.path("id");
        request.caller().require(permission);
        if (!byNumber && !id.matches("[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}")) {
            throw Problem.badRequest("Invalid uuid %s".formatted(id));
        }
        return hypervisors.show(request.caller(), permission, id, byNumber);
    }

    /** Until 2.53, which has {@code hypervisor_hostname_pattern} instead. */
    private Reply search(Request request) {
        request.requireBefore(2, 53);
        List<Hypervisor> found =
                hypervisors.named(request.caller(), HYPERVISORS_SEARCH, request.path("id"));
        HypervisorView view = new HypervisorView(request);
        return Reply.ok(Map.of("hypervisors", found.stream().map(view::brief).toList()));
    }

    /** Until 2.53, which has {@code with_servers} instead. */
    private Reply servers(Request request) {
        request.requireBefore(2, 53);
        List<Hypervisor> found =
                hypervisors.named(request.caller(), HYPERVISORS_SERVERS, request.path("id"));
        HypervisorView view = new HypervisorView(request);
        return Reply.ok(
                Map.of(
                        "hypervisors",
                        found.stream().map(one -> view.servers(one, view.brief(one))).toList()));
    }

    /** As Nova of a hypervisor that cannot tell. */
    private Reply uptime(Request request) {
        one(request, HYPERVISORS_UPTIME);
        throw new Problem(
                Problem.Code.NOT_IMPLEMENTED, "Nodes do not report how long they have been up.");
    }

    private Reply statistics(Request request) {
        List<Hypervisor> all = hypervisors.list(request.caller(), HYPERVISORS_STATISTICS);
        Map<String, Object> sums = new LinkedHashMap<>();
        sums.put("count", all.size());
        sums.put("vcpus", sum(all, one -> one.inventory().vcpus()));
        sums.put("vcpus_used", sum(all, one -> one.claimed().vcpus()));
        sums.put("memory_mb", sum(all, one -> one.inventory().memoryMebibytes()));
        sums.put("memory_mb_used", sum(all, one -> one.claimed().memoryMebibytes()));
        sums.put(
                "free_ram_mb",
                sum(
                        all,
                        one ->
                                one.inventory().memoryMebibytes()
                                        - one.claimed().memoryMebibytes()));
        sums.put("local_gb", sum(all, one -> one.inventory().diskGibibytes()));
        sums.put("local_gb_used", sum(all, one -> one.claimed().diskGibibytes()));
        sums.put(
                "free_disk_gb",
                sum(
                        all,
                        one ->
                                Math.max(
                                        0,
                                        one.inventory().diskGibibytes()
                                                - one.claimed().diskGibibytes())));
        sums.put("disk_available_least", sums.get("free_disk_gb"));
        sums.put("running_vms", sum(all, one -> one.claimed().guests()));
        sums.put("current_workload", 0);
        return Reply.ok(Map.of("hypervisor_statistics", sums));
    }

    private static long sum(List<Hypervisor> all, ToLongFunction<Hypervisor> value) {
        return all.stream().mapToLong(value).sum();
    }
}
