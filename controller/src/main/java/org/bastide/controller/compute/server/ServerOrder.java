package org.bastide.controller.compute.server;

import org.bastide.common.http.Microversion;
import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;
import org.bastide.controller.node.Node;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Servers in the order that a request asks for: the newest first, where it asks for none. */
final class ServerOrder {
    private static final Comparator<ServerDetail> ALL_ALIKE = (_, _) -> 0;

    /** What Nova sorts by; what no server of ours has sorts nothing. */
    private static final Map<String, Comparator<ServerDetail>> ORDERS =
            Map.ofEntries(
                    Map.entry("created_at", Comparator.comparing(one -> one.server().created())),
                    Map.entry("updated_at", Comparator.comparing(one -> one.server().updated())),
                    Map.entry("launched_at", moment(one -> one.server().launched())),
                    Map.entry("terminated_at", moment(one -> one.server().deleted())),
                    Map.entry("display_name", Comparator.comparing(one -> one.server().name())),
                    Map.entry("display_description", text(one -> one.server().description())),
                    Map.entry("hostname", Comparator.comparing(one -> one.server().hostname())),
                    Map.entry("uuid", Comparator.comparing(one -> one.server().id())),
                    Map.entry("vm_state", Comparator.comparing(one -> one.status().vm().word())),
                    Map.entry(
                            "task_state",
                            text(one -> one.status().task().map(ServerStatus.TaskState::word))),
                    Map.entry("power_state", Comparator.comparingInt(one -> one.status().power())),
                    Map.entry("progress", Comparator.comparingInt(one -> one.status().progress())),
                    Map.entry("project_id", Comparator.comparing(one -> one.server().project())),
                    Map.entry("user_id", Comparator.comparing(one -> one.server().user())),
                    Map.entry("image_ref", Comparator.comparing(one -> one.server().image())),
                    Map.entry(
                            "instance_type_id",
                            Comparator.comparing(one -> one.server().flavor().id())),
                    Map.entry("key_name", text(one -> one.server().keyName())),
                    Map.entry(
                            "launch_index",
                            Comparator.comparingInt(one -> one.server().launchIndex())),
                    Map.entry("availability_zone", text(one -> one.server().zone())),
                    Map.entry("access_ip_v4", text(one -> one.server().accessIpv4())),
                    Map.entry("access_ip_v6", text(one -> one.server().accessIpv6())),
                    Map.entry(
                            "auto_disk_config",
                            Comparator.comparing(one -> one.server().autoDiskConfig())),
                    Map.entry(
                            "config_drive",
                            Comparator.comparing(one -> one.server().configDrive())),
                    Map.entry("host", text(one -> one.node().map(Node::name))),
                    Map.entry("node", text(one -> one.node().map(Node::name))),
                    Map.entry(
                            "locked", Comparator.comparing(one -> one.server().lock().isPresent())),
                    Map.entry("kernel_id", ALL_ALIKE),
                    Map.entry("ramdisk_id", ALL_ALIKE),
                    Map.entry("root_device_name", ALL_ALIKE));

    private ServerOrder() {}

    /** The page that a request asks for. */
    static Page page(Request request) {
        Page page =
                Page.parse(
                        request,
                        keys(request.version()),
                        List.of(new Page.Sort("created_at", false)));
        boolean byHost =
                page.sorts().stream()
                        .anyMatch(sort -> sort.key().equals("host") || sort.key().equals("node"));
        if (byHost && !request.caller().isAdmin()) {
            throw Problem.forbidden("Only administrators can sort servers by host");
        }
        return page;
    }

    private static Set<String> keys(Microversion version) {
        Set<String> keys = new HashSet<>(ORDERS.keySet());
        if (!version.atLeast(2, 73)) {
            keys.remove("locked");
        }
        return keys;
    }

    /** Those that are alike stay as they were. */
    static List<ServerDetail> sorted(List<ServerDetail> servers, List<Page.Sort> sorts) {
        Comparator<ServerDetail> order = ALL_ALIKE;
        for (Page.Sort sort : sorts) {
            Comparator<ServerDetail> by = ORDERS.get(sort.key());
            order = order.thenComparing(sort.ascending() ? by : by.reversed());
        }
        return servers.stream().sorted(order).toList();
    }

    private interface Field<T> {
        Optional<T> of(ServerDetail one);
    }

    private static Comparator<ServerDetail> text(Field<String> field) {
        return Comparator.comparing(one -> field.of(one).orElse(""));
    }

    private static Comparator<ServerDetail> moment(Field<Instant> field) {
        return Comparator.comparing(one -> field.of(one).orElse(Instant.EPOCH));
    }
}
