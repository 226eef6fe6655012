package org.bastide.cli.apply;

import org.bastide.cli.yaml.Fields;

/** A project that should be there. */
record WantedProject(String name, String description) {
    static WantedProject read(Fields fields) {
        fields.only("name", "description");
        return new WantedProject(
                fields.text("name"), fields.optionalText("description").orElse(""));
    }
}
