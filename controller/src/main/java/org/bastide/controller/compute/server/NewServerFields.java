package org.bastide.controller.compute.server;

import org.bastide.common.http.Microversion;

import java.util.ArrayList;
import java.util.List;

/** Which fields a request to create a server may have, by microversion. */
final class NewServerFields {
    private static final List<String> ALWAYS =
            List.of(
                    "name",
                    "imageRef",
                    "flavorRef",
                    "adminPass",
                    "key_name",
                    "metadata",
                    "user_data",
                    "config_drive",
                    "availability_zone",
                    "networks",
                    "security_groups",
                    "min_count",
                    "max_count",
                    "return_reservation_id",
                    "OS-DCF:diskConfig",
                    "accessIPv4",
                    "accessIPv6",
                    "block_device_mapping",
                    "block_device_mapping_v2");

    private NewServerFields() {}

    static String[] known(Microversion version) {
        List<String> known = new ArrayList<>(ALWAYS);
        if (version.atLeast(2, 19)) {
            known.add("description");
        }
        if (version.atLeast(2, 52)) {
            known.add("tags");
        }
        if (!version.atLeast(2, 57)) {
            known.add("personality");
        }
        if (version.atLeast(2, 63)) {
            known.add("trusted_image_certificates");
        }
        if (version.atLeast(2, 74)) {
            known.add("host");
            known.add("hypervisor_hostname");
        }
        if (version.atLeast(2, 90)) {
            known.add("hostname");
        }
        return known.toArray(String[]::new);
    }
}
