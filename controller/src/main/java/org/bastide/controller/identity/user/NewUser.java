package org.bastide.controller.identity.user;

import org.bastide.common.http.Json;
import org.bastide.controller.identity.base.Extra;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A user as asked for. */
record NewUser(
        String name,
        Optional<String> domain,
        boolean enabled,
        Optional<String> defaultProject,
        Optional<String> password,
        Map<String, Object> options,
        Map<String, Object> extra) {
    static final Set<String> KNOWN =
            Set.of(
                    "id",
                    "name",
                    "domain_id",
                    "enabled",
                    "default_project_id",
                    "password",
                    "original_password",
                    "password_expires_at",
                    "options",
                    "links");
    private static final int MOST_PASSWORD = 4096;

    static NewUser parse(Json user) {
        return new NewUser(
                name(user.string("name", 1, 255), user),
                user.optionalString("domain_id", 1, 64),
                user.bool("enabled", true),
                user.optionalString("default_project_id", 1, 64),
                password(user),
                Extra.options(user),
                Extra.of(user, KNOWN));
    }

    static String name(String name, Json user) {
        if (name.isBlank()) {
            throw user.invalid("name", "is blank");
        }
        return name;
    }

    static Optional<String> password(Json user) {
        return user.optionalString("password", 0, MOST_PASSWORD);
    }
}
