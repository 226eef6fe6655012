package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
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
        return known.toArray(String[]::new);
    }

    /** Hints for the scheduler: it takes none until there are server groups. */
    static void refuseHints(Json body) {
        for (String field : List.of("os:scheduler_hints", "OS-SCH-HNT:scheduler_hints")) {
            body.optionalObject(field)
                    .filter(hints -> !hints.fields().isEmpty())
                    .ifPresent(
                            hints -> {
                                String hint = hints.fields().getFirst();
                                throw hints.invalid(hint, "is a hint that is not served here");
                            });
        }
    }

    /** What Nova can and we cannot is refused: a server that is not as asked helps nobody. */
    static void refuseWhatCannotBe(Json wanted) {
        if (!wanted.objects("personality").isEmpty()) {
            throw wanted.invalid(
                    "personality", "cannot be: no files are injected here, use user_data");
        }
        if (!wanted.strings("trusted_image_certificates", 1, 255).isEmpty()) {
            throw wanted.invalid(
                    "trusted_image_certificates", "cannot be: images' signatures are not verified");
        }
        if (!wanted.objects("block_device_mapping").isEmpty()) {
            throw wanted.invalid(
                    "block_device_mapping", "cannot be: there are no volumes here yet");
        }
    }

    /**
     * Goes on only where the block devices are none, or the one that clients name who spell out
     * what booting from an image is: the image as the local root disk.
     */
    static void requireDiskOfImage(Json wanted, String image) {
        List<Json> disks = wanted.objects("block_device_mapping_v2");
        for (Json disk : disks) {
            disk.only(
                    "source_type",
                    "destination_type",
                    "boot_index",
                    "uuid",
                    "delete_on_termination");
            boolean isRoot =
                    disks.size() == 1
                            && disk.optionalString("source_type", 1, 16)
                                    .filter("image"::equals)
                                    .isPresent()
                            && disk.optionalString("destination_type", 1, 16)
                                    .filter("local"::equals)
                                    .isPresent()
                            && disk.optionalInt("boot_index", -1, 255).orElse(-1) == 0
                            && disk.string("uuid", 1, 36).equals(image)
                            && disk.bool("delete_on_termination", true);
            if (!isRoot) {
                throw wanted.invalid(
                        "block_device_mapping_v2",
                        "can only be the image as the local disk 0, gone with the server: there are no volumes here yet");
            }
        }
    }
}
