package org.bastide.controller.compute.hypervisor;

import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

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

    public void mount(Routes routes) {
        routes.get("/os-hypervisors", request -> list(request, new HypervisorView(request)::brief));
        routes.get(
                "/os-hypervisors/detail",
                request -> list(request, new HypervisorView(request)::full));
        routes.get("/os-hypervisors/statistics", this::statistics);
        routes.get("/os-hypervisors/:id", this::show);
    }

    private Reply list(Request request, Function<Hypervisor, Map<String, Object>> view) {
        List<Hypervisor> all = hypervisors.list(request.caller());
        var pattern = request.query("hypervisor_hostname_pattern");
        if (pattern.isPresent()) {
            all = all.stream().filter(one -> one.node().name().contains(pattern.get())).toList();
            if (all.isEmpty() && !request.version().atLeast(2, 53)) {
                throw Problem.notFound(
                        "No hypervisor matching '%s' could be found.".formatted(pattern.get()));
            }
        }
        if (!request.version().atLeast(2, 33)) {
            return Reply.ok(Map.of("hypervisors", all.stream().map(view).toList()));
        }
        Page page = Page.parse(request, java.util.Set.of(), List.of());
        List<Hypervisor> here = page.of(all, one -> HypervisorView.id(request, one).toString());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("hypervisors", here.stream().map(view).toList());
        var links =
                page.links(
                        request,
                        here.stream()
                                .map(one -> HypervisorView.id(request, one).toString())
                                .toList());
        if (!links.isEmpty()) {
            body.put("hypervisors_links", links);
        }
        return Reply.ok(body);
    }

    private Reply show(Request request) {
        Hypervisor one = hypervisors.show(request.caller(), request.path("id"));
        return Reply.ok(Map.of("hypervisor", new HypervisorView(request).full(one)));
    }

    private Reply statistics(Request request) {
        List<Hypervisor> all = hypervisors.list(request.caller());
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
