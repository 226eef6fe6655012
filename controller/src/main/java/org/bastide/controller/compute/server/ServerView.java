package org.bastide.controller.compute.server;

import org.bastide.common.http.Microversion;
import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.base.Moments;
import org.bastide.controller.compute.server.ServerStatus.VmState;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeState;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Servers as Nova's API shows them, in each microversion. */
final class ServerView {
    private static final Set<VmState> FAULTY = EnumSet.of(VmState.ERROR, VmState.DELETED);

    private final Request request;
    private final Microversion version;

    ServerView(Request request) {
        this.request = request;
        this.version = request.version();
    }

    /**
     * What a creation is answered with. There is no {@code adminPass}, as where Nova's {@code
     * enable_instance_password} is off: nobody can set a password inside a guest.
     */
    Map<String, Object> created(Server server, List<String> groups) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.id());
        view.put("links", links("/servers/" + server.id()));
        view.put("OS-DCF:diskConfig", diskConfig(server));
        view.put("security_groups", groups.stream().map(name -> Map.of("name", name)).toList());
        return view;
    }

    /** A line of the short list. */
    Map<String, Object> brief(ServerDetail detail) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", detail.server().id());
        view.put("name", detail.server().name());
        view.put("links", links("/servers/" + detail.server().id()));
        return view;
    }

    /** All of it, as a single one is shown. */
    Map<String, Object> shown(ServerDetail detail) {
        Map<String, Object> view = full(detail);
        if (version.atLeast(2, 71)) {
            view.put("server_groups", List.of());
        }
        return view;
    }

    /** What a change is answered with: as shown since 2.75, before without the extensions. */
    Map<String, Object> changed(ServerDetail detail) {
        if (version.atLeast(2, 75)) {
            return shown(detail);
        }
        Map<String, Object> view = core(detail);
        later(view, detail.server());
        if (version.atLeast(2, 71)) {
            view.put("server_groups", List.of());
        }
        return view;
    }

    /** All of it, as it is listed. */
    Map<String, Object> full(ServerDetail detail) {
        Server server = detail.server();
        Map<String, Object> view = core(detail);
        extended(view, detail);
        if (request.caller().isAdmin()) {
            administration(view, detail);
        }
        later(view, server);
        return view;
    }

    private Map<String, Object> core(ServerDetail detail) {
        Server server = detail.server();
        ServerStatus status = detail.status();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", server.id());
        view.put("name", server.name());
        view.put("status", status.word());
        view.put("tenant_id", server.project());
        view.put("user_id", server.user());
        view.put("metadata", server.metadata());
        view.put("hostId", hostId(detail));
        view.put(
                "image",
                Map.of("id", server.image(), "links", bookmark("/images/" + server.image())));
        view.put("flavor", flavor(server));
        view.put("created", seconds(server.created()));
        view.put("updated", seconds(server.updated()));
        view.put("addresses", Map.of());
        view.put("accessIPv4", server.accessIpv4().orElse(""));
        view.put("accessIPv6", server.accessIpv6().orElse(""));
        view.put("links", links("/servers/" + server.id()));
        view.put("OS-DCF:diskConfig", diskConfig(server));
        if (status.word().equals("ACTIVE") || status.word().equals("BUILD")) {
            view.put("progress", status.progress());
        }
        server.fault()
                .filter(ignored -> FAULTY.contains(status.vm()))
                .ifPresent(fault -> view.put("fault", fault(fault)));
        return view;
    }

    private void extended(Map<String, Object> view, ServerDetail detail) {
        Server server = detail.server();
        ServerStatus status = detail.status();
        view.put(
                "OS-EXT-AZ:availability_zone",
                detail.node().map(ignored -> Zone.DEFAULT).orElse(server.zone().orElse("")));
        view.put("config_drive", server.configDrive() ? "True" : "");
        view.put("key_name", server.keyName());
        view.put("OS-SRV-USG:launched_at", server.launched().map(Moments::microseconds));
        view.put("OS-SRV-USG:terminated_at", server.deleted().map(Moments::microseconds));
        view.put("OS-EXT-STS:task_state", status.task().map(ServerStatus.TaskState::word));
        view.put("OS-EXT-STS:vm_state", status.vm().word());
        view.put("OS-EXT-STS:power_state", status.power());
        view.put("os-extended-volumes:volumes_attached", List.of());
    }

    private void administration(Map<String, Object> view, ServerDetail detail) {
        Server server = detail.server();
        Optional<String> host = detail.node().map(Node::name);
        view.put("OS-EXT-SRV-ATTR:host", host);
        view.put("OS-EXT-SRV-ATTR:hypervisor_hostname", host);
        view.put(
                "OS-EXT-SRV-ATTR:instance_name",
                detail.guest().map(guest -> "bastide-" + guest.id()).orElse(""));
        if (version.atLeast(2, 3)) {
            view.put("OS-EXT-SRV-ATTR:reservation_id", server.reservation());
            view.put("OS-EXT-SRV-ATTR:launch_index", server.launchIndex());
            view.put("OS-EXT-SRV-ATTR:hostname", server.hostname());
            view.put("OS-EXT-SRV-ATTR:ramdisk_id", "");
            view.put("OS-EXT-SRV-ATTR:kernel_id", "");
            view.put("OS-EXT-SRV-ATTR:root_device_name", "/dev/vda");
            view.put("OS-EXT-SRV-ATTR:user_data", server.userData());
        }
        if (version.atLeast(2, 16)) {
            view.put("host_status", hostStatus(detail));
        }
    }

    /** What later microversions brought for everyone. */
    private void later(Map<String, Object> view, Server server) {
        if (version.atLeast(2, 9)) {
            view.put("locked", server.lock().isPresent());
        }
        if (version.atLeast(2, 19)) {
            view.put("description", server.description());
        }
        if (version.atLeast(2, 26)) {
            view.put("tags", server.tags());
        }
        if (version.atLeast(2, 63)) {
            view.put("trusted_image_certificates", Optional.empty());
        }
        if (version.atLeast(2, 73)) {
            view.put("locked_reason", server.lock().flatMap(ServerLock::reason));
        }
    }

    private Map<String, Object> flavor(Server server) {
        if (!version.atLeast(2, 47)) {
            return Map.of(
                    "id",
                    server.flavor().id(),
                    "links",
                    bookmark("/flavors/" + server.flavor().id()));
        }
        Map<String, Object> flavor = new LinkedHashMap<>();
        flavor.put("vcpus", server.flavor().vcpus());
        flavor.put("ram", server.flavor().memoryMebibytes());
        flavor.put("disk", server.flavor().diskGibibytes());
        flavor.put("ephemeral", server.flavor().ephemeralGibibytes());
        flavor.put("swap", server.flavor().swapMebibytes());
        flavor.put("original_name", server.flavor().name());
        if (request.caller().may(ComputePermission.EXTRA_SPECS_LIST)) {
            flavor.put("extra_specs", server.flavor().extraSpecs());
        }
        return flavor;
    }

    private static String diskConfig(Server server) {
        return server.autoDiskConfig() ? "AUTO" : "MANUAL";
    }

    private static Map<String, Object> fault(Server.Fault fault) {
        return Map.of(
                "code", fault.code(), "message", fault.message(), "created", seconds(fault.at()));
    }

    private static String hostStatus(ServerDetail detail) {
        return detail.node()
                .map(
                        node ->
                                node.disabled()
                                        ? "MAINTENANCE"
                                        : node.state() == NodeState.UP ? "UP" : "DOWN")
                .orElse("");
    }

    /** Tells a tenant whether two of their servers share a host, and nothing else. */
    private static String hostId(ServerDetail detail) {
        return detail.node()
                .map(node -> HostId.of(detail.server().project(), node.name()))
                .orElse("");
    }

    private List<Map<String, String>> links(String path) {
        return List.of(
                Map.of("rel", "self", "href", request.link(path)),
                Map.of("rel", "bookmark", "href", request.root() + "/compute" + path));
    }

    private List<Map<String, String>> bookmark(String path) {
        return List.of(Map.of("rel", "bookmark", "href", request.root() + "/compute" + path));
    }

    private static String seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
