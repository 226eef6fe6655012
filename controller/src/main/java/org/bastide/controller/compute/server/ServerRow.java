package org.bastide.controller.compute.server;

import com.fasterxml.jackson.core.type.TypeReference;

import org.bastide.controller.compute.server.Server.Fault;
import org.bastide.controller.compute.server.Server.ServerFlavor;
import org.bastide.controller.db.Row;

import java.util.List;
import java.util.Optional;

/** Servers as their rows have them. */
final class ServerRow {
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

    private ServerRow() {}

    static Server server(Row row) {
        Optional<Fault> fault =
                row.optionalInstant("fault_at")
                        .map(
                                at ->
                                        new Fault(
                                                row.integer("fault_code"),
                                                row.string("fault_message"),
                                                at));
        return new Server(
                row.string("id"),
                row.string("project_id"),
                row.string("user_id"),
                row.string("name"),
                row.string("hostname"),
                row.optionalString("description"),
                row.string("image_id"),
                row.texts("image_properties"),
                flavor(row),
                row.optionalString("key_name"),
                row.optionalString("public_key"),
                row.optionalString("user_data"),
                row.bool("config_drive"),
                row.texts("metadata"),
                row.json("tags", LIST),
                row.optionalString("zone"),
                row.optionalString("wanted_host"),
                row.string("reservation"),
                row.integer("launch_index"),
                row.optionalString("access_ipv4"),
                row.optionalString("access_ipv6"),
                row.bool("auto_disk_config"),
                lock(row),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.optionalInstant("launched_at"),
                row.optionalInstant("deleted_at"),
                row.bool("deleting"),
                fault,
                row.bool("placed"),
                row.number("version"));
    }

    private static Optional<ServerLock> lock(Row row) {
        return row.optionalString("locked_by")
                .map(
                        by ->
                                new ServerLock(
                                        ServerLock.By.valueOf(by),
                                        row.optionalString("locked_reason")));
    }

    private static ServerFlavor flavor(Row row) {
        return new ServerFlavor(
                row.string("flavor_id"),
                row.string("flavor_name"),
                row.integer("vcpus"),
                row.number("memory_mib"),
                row.number("disk_gib"),
                row.number("ephemeral_gib"),
                row.number("swap_mib"),
                row.texts("extra_specs"));
    }
}
