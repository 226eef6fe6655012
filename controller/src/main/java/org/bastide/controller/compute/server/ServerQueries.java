package org.bastide.controller.compute.server;

import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.Queries;
import org.bastide.controller.compute.guest.Guest;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.node.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The query parameters of lists of servers, each by itself. */
final class ServerQueries {
    /** All that Nova's schema has; those that match nothing that we keep are without effect. */
    static final String[] KNOWN =
            """
            access_ip_v4 access_ip_v6 all_tenants auto_disk_config availability_zone
            block_device_mapping changes-before changes-since cleaned config_drive created_at
            deleted description display_description display_name extra fault flavor host hostname
            image image_ref info_cache instance_type_id ip ip6 kernel_id key_name launch_index
            launched_at limit locked locked_by marker metadata migration_context name node not-tags
            not-tags-any numa_topology pci_devices pci_requests power_state progress project_id
            ramdisk_id reservation_id root_device_name security_groups services soft_deleted
            sort_dir sort_key status system_metadata tags tags-any task_state tenant_id
            terminated_at user_id uuid vcpu_model vm_state\
            """
                    .split("\\s+");

    /** Compared whole. */
    private static final Map<String, Function<ServerDetail, String>> WORDS =
            Map.of(
                    "uuid", one -> one.server().id(),
                    "user_id", one -> one.server().user(),
                    "host", one -> one.node().map(Node::name).orElse(""),
                    "node", one -> one.node().map(Node::name).orElse(""),
                    "vm_state", one -> one.status().vm().word(),
                    "task_state",
                            one -> one.status().task().map(ServerStatus.TaskState::word).orElse(""),
                    "power_state", one -> Integer.toString(one.status().power()),
                    "progress", one -> Integer.toString(one.status().progress()),
                    "launch_index", one -> Integer.toString(one.server().launchIndex()),
                    "locked_by",
                            one ->
                                    one.server()
                                            .lock()
                                            .map(lock -> lock.by().name().toLowerCase(Locale.ROOT))
                                            .orElse(""));

    /** Found as a regular expression. */
    private static final Map<String, Function<ServerDetail, String>> TEXTS =
            Map.of(
                    "key_name", one -> one.server().keyName().orElse(""),
                    "hostname", one -> one.server().hostname(),
                    "display_name", one -> one.server().name(),
                    "description", one -> one.server().description().orElse(""),
                    "display_description", one -> one.server().description().orElse(""),
                    "access_ip_v4", one -> one.server().accessIpv4().orElse(""),
                    "access_ip_v6", one -> one.server().accessIpv6().orElse(""),
                    "root_device_name", one -> "/dev/vda",
                    "availability_zone",
                            one ->
                                    one.guest()
                                            .map(Guest::nodeId)
                                            .map(ignored -> Zone.DEFAULT)
                                            .orElse(one.server().zone().orElse("")));

    private ServerQueries() {}

    /** What everyone may ask. */
    static List<Predicate<ServerDetail>> ofEveryone(Request request) {
        List<Predicate<ServerDetail>> all = new ArrayList<>();
        whole(request, "image", one -> one.server().image(), all);
        whole(request, "flavor", one -> one.server().flavor().id(), all);
        whole(request, "reservation_id", one -> one.server().reservation(), all);
        found(request, "name", one -> one.server().name(), all);
        boolean six = request.version().atLeast(2, 5) || request.caller().isAdmin();
        for (String address : six ? List.of("ip", "ip6") : List.of("ip")) {
            // there are no networks: no server has an address to find it by
            request.query(address)
                    .map(text -> NamePattern.of(address, text))
                    .ifPresent(ignored -> all.add(one -> false));
        }
        if (request.version().atLeast(2, 26)) {
            tags(request, all);
        }
        if (request.version().atLeast(2, 73)) {
            Queries.flag(request, "locked")
                    .ifPresent(locked -> all.add(one -> one.server().lock().isPresent() == locked));
        }
        return all;
    }

    /** What administrators may ask beyond. */
    static List<Predicate<ServerDetail>> ofAdministrators(Request request) {
        List<Predicate<ServerDetail>> all = new ArrayList<>();
        WORDS.forEach((name, value) -> whole(request, name, value, all));
        TEXTS.forEach((name, value) -> found(request, name, value, all));
        Queries.flag(request, "config_drive")
                .ifPresent(drive -> all.add(one -> one.server().configDrive() == drive));
        return all;
    }

    private static void tags(Request request, List<Predicate<ServerDetail>> all) {
        listed(request, "tags")
                .ifPresent(tags -> all.add(one -> one.server().tags().containsAll(tags)));
        listed(request, "tags-any").ifPresent(tags -> all.add(one -> any(one, tags)));
        listed(request, "not-tags")
                .ifPresent(tags -> all.add(one -> !one.server().tags().containsAll(tags)));
        listed(request, "not-tags-any").ifPresent(tags -> all.add(one -> !any(one, tags)));
    }

    private static boolean any(ServerDetail one, List<String> tags) {
        return tags.stream().anyMatch(one.server().tags()::contains);
    }

    private static Optional<List<String>> listed(Request request, String name) {
        return request.query(name).map(text -> List.of(text.split(",")));
    }

    private static void whole(
            Request request,
            String name,
            Function<ServerDetail, String> value,
            List<Predicate<ServerDetail>> all) {
        request.query(name).ifPresent(text -> all.add(one -> value.apply(one).equals(text)));
    }

    private static void found(
            Request request,
            String name,
            Function<ServerDetail, String> value,
            List<Predicate<ServerDetail>> all) {
        request.query(name)
                .map(text -> NamePattern.of(name, text))
                .ifPresent(pattern -> all.add(one -> pattern.isIn(value.apply(one))));
    }
}
