package org.bastide.controller.compute.hypervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bastide.common.http.Microversion;
import org.bastide.common.http.Request;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeState;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Hypervisors as Nova's API shows them. */
final class HypervisorView {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Request request;
    private final Microversion version;

    HypervisorView(Request request) {
        this.request = request;
        this.version = request.version();
    }

    /** A UUID from 2.53 on, a number before. */
    static Object id(Request request, Hypervisor one) {
        return request.version().atLeast(2, 53) ? one.node().id() : (Object) one.node().number();
    }

    Map<String, Object> brief(Hypervisor one) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", id(request, one));
        view.put("hypervisor_hostname", one.node().name());
        view.put("state", one.node().state() == NodeState.UP ? "up" : "down");
        view.put("status", one.node().disabled() ? "disabled" : "enabled");
        return view;
    }

    Map<String, Object> full(Hypervisor one) {
        Node node = one.node();
        Map<String, Object> view = brief(one);
        view.put(
                "hypervisor_type",
                one.inventory().hypervisor().equals("kvm")
                        ? "QEMU"
                        : one.inventory().hypervisor().toUpperCase(Locale.ROOT));
        view.put("hypervisor_version", one.inventory().hypervisorVersion());
        view.put("host_ip", one.inventory().address());
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("id", id(request, one));
        service.put("host", node.name());
        service.put("disabled_reason", node.disabledReason());
        view.put("service", service);
        capacity(view, one);
        return view;
    }

    /** Adds its servers; where there are none, only since 2.75. */
    Map<String, Object> servers(Hypervisor one, Map<String, Object> view) {
        if (!one.guests().isEmpty() || version.atLeast(2, 75)) {
            view.put(
                    "servers",
                    one.guests().stream()
                            .map(
                                    guest ->
                                            Map.of(
                                                    "uuid",
                                                    guest.serverId(),
                                                    "name",
                                                    "bastide-" + guest.id()))
                            .toList());
        }
        return view;
    }

    private void capacity(Map<String, Object> view, Hypervisor one) {
        long freeDisk =
                Math.max(0, one.inventory().diskGibibytes() - one.claimed().diskGibibytes());
        view.put("vcpus", one.inventory().vcpus());
        view.put("vcpus_used", one.claimed().vcpus());
        view.put("memory_mb", one.inventory().memoryMebibytes());
        view.put("memory_mb_used", one.claimed().memoryMebibytes());
        view.put(
                "free_ram_mb", one.inventory().memoryMebibytes() - one.claimed().memoryMebibytes());
        view.put("local_gb", one.inventory().diskGibibytes());
        view.put("local_gb_used", one.claimed().diskGibibytes());
        view.put("free_disk_gb", freeDisk);
        view.put("disk_available_least", freeDisk);
        view.put("running_vms", one.claimed().guests());
        view.put("current_workload", 0);
        Map<String, Object> cpu =
                Map.of(
                        "arch", one.inventory().architecture(),
                        "model", one.inventory().cpuModel(),
                        "vendor", "",
                        "features", List.of(),
                        "topology",
                                Map.of(
                                        "sockets",
                                        1,
                                        "cores",
                                        one.inventory().vcpus(),
                                        "threads",
                                        1));
        view.put("cpu_info", version.atLeast(2, 28) ? cpu : text(cpu));
    }

    private static String text(Map<String, Object> cpu) {
        try {
            return JSON.writeValueAsString(cpu);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map cannot be written as JSON", e);
        }
    }
}
