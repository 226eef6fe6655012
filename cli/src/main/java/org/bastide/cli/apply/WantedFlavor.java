package org.bastide.cli.apply;

import org.bastide.cli.yaml.Fields;

import java.util.Optional;

/**
 * A flavor that should be there.
 *
 * @param ram in MiB
 * @param disk in GiB
 * @param ephemeral in GiB
 * @param swap in MiB
 */
record WantedFlavor(
        String name,
        Optional<String> id,
        int ram,
        int vcpus,
        int disk,
        int ephemeral,
        int swap,
        boolean open) {

    static WantedFlavor read(Fields fields) {
        fields.only("name", "id", "ram", "vcpus", "disk", "ephemeral", "swap", "public");
        return new WantedFlavor(
                fields.text("name"),
                fields.optionalText("id"),
                fields.number("ram", 1, Optional.empty()),
                fields.number("vcpus", 1, Optional.empty()),
                fields.number("disk", 0, Optional.empty()),
                fields.number("ephemeral", 0, Optional.of(0)),
                fields.number("swap", 0, Optional.of(0)),
                fields.truth("public", true));
    }
}
