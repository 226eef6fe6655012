package org.bastide.controller.identity.snapshot;

import org.bastide.controller.identity.base.Scope;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What one user was assigned: from where to the ids of the roles held there. */
record Grants(Map<Scope, List<String>> roles) {
    static final Grants NONE = new Grants(Map.of());

    Grants {
        roles = Map.copyOf(roles);
    }

    /** One assigned role. */
    record Grant(String user, Scope scope, String role) {}

    List<String> at(Scope scope) {
        return roles.getOrDefault(scope, List.of());
    }

    Set<Scope> scopes() {
        return roles.keySet();
    }

    static Map<String, Grants> byUser(List<Grant> grants) {
        Map<String, List<Grant>> ofUsers =
                grants.stream().collect(Collectors.groupingBy(Grant::user));
        Map<String, Grants> byUser = new HashMap<>();
        ofUsers.forEach((user, own) -> byUser.put(user, of(own)));
        return byUser;
    }

    private static Grants of(List<Grant> own) {
        return new Grants(
                own.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Grant::scope,
                                        Collectors.mapping(Grant::role, Collectors.toList()))));
    }
}
