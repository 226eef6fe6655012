package org.bastide.controller.identity.role;

import org.bastide.common.http.Json;
import org.bastide.controller.identity.base.Extra;
import org.bastide.controller.identity.base.HexId;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to change in a role; what is empty stays. */
record RoleChange(
        Optional<String> name,
        Optional<String> description,
        Map<String, Object> options,
        Map<String, Object> extra) {
    private static final Set<String> KNOWN =
            Set.of("id", "name", "domain_id", "description", "options", "links");
    private static final int MOST_DESCRIPTION = 16 * 1024;

    /** A new role as a body's object asks for it. */
    static Role role(Json role) {
        return new Role(
                HexId.next(),
                named(role.string("name", 1, 255), role),
                role.optionalString("domain_id", 1, 64).orElse(""),
                role.optionalString("description", 0, MOST_DESCRIPTION).orElse(""),
                Extra.options(role),
                Extra.of(role, KNOWN),
                0);
    }

    static RoleChange parse(Json role) {
        return new RoleChange(
                role.optionalString("name", 1, 255).map(name -> named(name, role)),
                role.optionalString("description", 0, MOST_DESCRIPTION),
                Extra.options(role),
                Extra.of(role, KNOWN));
    }

    Role of(Role role) {
        return new Role(
                role.id(),
                name.orElse(role.name()),
                role.domain(),
                description.orElse(role.description()),
                Extra.mergedOptions(role.options(), options),
                Extra.merged(role.extra(), extra),
                role.version());
    }

    /** Whether it only takes the mark of being immutable away. */
    boolean onlyUnlocks() {
        return options.keySet().equals(Set.of("immutable"))
                && !Boolean.TRUE.equals(options.get("immutable"))
                && name.isEmpty()
                && description.isEmpty()
                && extra.isEmpty();
    }

    private static String named(String name, Json role) {
        if (name.isBlank()) {
            throw role.invalid("name", "is blank");
        }
        return name;
    }
}
