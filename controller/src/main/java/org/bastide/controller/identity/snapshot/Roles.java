package org.bastide.controller.identity.snapshot;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All roles, each with those that it implies. */
final class Roles {
    private final Map<String, Set<KnownRole>> meaning = new HashMap<>();

    /**
     * Roles with their implications.
     *
     * @param implied from a role's id to the ids of those that it implies directly
     */
    Roles(Map<String, KnownRole> roles, Map<String, List<String>> implied) {
        for (String id : roles.keySet()) {
            meaning.put(id, reached(id, roles, implied));
        }
    }

    /** What holding these roles amounts to; ids of roles that are no more count for nothing. */
    Set<KnownRole> held(Collection<String> ids) {
        if (ids.size() == 1) {
            return meaning.getOrDefault(ids.iterator().next(), Set.of());
        }
        Set<KnownRole> held = new LinkedHashSet<>();
        ids.forEach(id -> held.addAll(meaning.getOrDefault(id, Set.of())));
        return held;
    }

    private static Set<KnownRole> reached(
            String from, Map<String, KnownRole> roles, Map<String, List<String>> implied) {
        Set<String> seen = new LinkedHashSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            String id = next.remove();
            if (roles.containsKey(id) && seen.add(id)) {
                next.addAll(implied.getOrDefault(id, List.of()));
            }
        }
        Set<KnownRole> reached = new LinkedHashSet<>();
        seen.stream().map(roles::get).filter(KnownRole::global).forEach(reached::add);
        return Collections.unmodifiableSet(reached);
    }
}
