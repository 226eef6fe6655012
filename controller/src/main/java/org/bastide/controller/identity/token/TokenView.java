package org.bastide.controller.identity.token;

import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.catalog.Catalog;
import org.bastide.controller.identity.snapshot.KnownProject;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A token as the API shows it. */
final class TokenView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private TokenView() {}

    /** All of it, the catalog too where it is wanted and the token is for somewhere. */
    static Map<String, Object> of(ValidToken valid, Optional<Catalog> catalog) {
        Token token = valid.token();
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("methods", token.methodWords());
        view.put("user", user(valid));
        view.put("audit_ids", token.auditIds());
        view.put("expires_at", time(token.expires()));
        view.put("issued_at", time(token.issued()));
        if (token.scope() instanceof Scope.Unscoped) {
            return Map.of("token", view);
        }
        valid.scope().ifPresent(scope -> putScope(view, scope, valid));
        if (token.scope() instanceof Scope.OfSystem) {
            view.put("system", Map.of("all", true));
        }
        view.put(
                "roles",
                valid.roles().stream()
                        .map(role -> Map.of("id", role.id(), "name", role.name()))
                        .toList());
        catalog.ifPresent(services -> view.put("catalog", services.view()));
        return Map.of("token", view);
    }

    private static void putScope(Map<String, Object> view, KnownProject scope, ValidToken valid) {
        if (scope.isDomain()) {
            view.put("domain", named(scope));
        } else {
            Map<String, Object> project = named(scope);
            valid.scopeDomain().ifPresent(domain -> project.put("domain", named(domain)));
            view.put("project", project);
            view.put("is_domain", false);
        }
    }

    private static Map<String, Object> user(ValidToken valid) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("domain", named(valid.domain()));
        user.put("id", valid.user().id());
        user.put("name", valid.user().name());
        user.put("password_expires_at", Optional.empty());
        return user;
    }

    private static Map<String, Object> named(KnownProject project) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", project.id());
        view.put("name", project.name());
        return view;
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
