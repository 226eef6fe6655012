package org.bastide.controller.identity.assignment;

import static org.bastide.controller.identity.base.IdentityPermission.LIST_ROLE_ASSIGNMENTS;

import org.bastide.common.http.Caller;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.role.Role;
import org.bastide.controller.identity.role.RoleService;
import org.bastide.controller.identity.snapshot.IdentityDatabase;
import org.bastide.controller.identity.user.User;
import org.bastide.controller.identity.user.UserDirectory;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All assignments, as far as a filter lets them through, with what they name. */
public final class AssignmentList {
    private final IdentityDatabase database;
    private final UserDirectory users;
    private final ProjectTree projects;
    private final RoleService roles;
    private final AssignmentRepository repository = new AssignmentRepository();

    public AssignmentList(
            IdentityDatabase database,
            UserDirectory users,
            ProjectTree projects,
            RoleService roles) {
        this.database = database;
        this.users = users;
        this.projects = projects;
        this.roles = roles;
    }

    /**
     * An assignment with what it names.
     *
     * @param impliedBy the assigned role, where this one is held by implication
     * @param place the project or domain, empty where it is the system
     * @param domains those of the user and the place, by id
     */
    record Entry(
            Assignment assignment,
            Optional<String> impliedBy,
            User user,
            Role role,
            Optional<Project> place,
            Map<String, Project> domains) {}

    /** An assignment, and the role that it follows from if it is not assigned itself. */
    private record Held(Assignment assignment, Optional<String> impliedBy) {}

    List<Entry> list(Caller caller, AssignmentFilter filter) {
        caller.require(LIST_ROLE_ASSIGNMENTS);
        return filter.none() ? List.of() : database.read(tx -> entries(tx, filter));
    }

    private List<Entry> entries(Tx tx, AssignmentFilter filter) {
        Map<String, Role> known = roles.all(tx);
        Map<String, List<String>> implied =
                roles.implications(tx).stream()
                        .collect(
                                Collectors.groupingBy(
                                        Role.Implication::prior,
                                        Collectors.mapping(
                                                Role.Implication::implied, Collectors.toList())));
        Set<Held> held = new LinkedHashSet<>();
        for (Assignment assignment : assigned(tx, filter)) {
            if (filter.effective()) {
                held.addAll(expanded(assignment, implied));
            } else {
                held.add(new Held(assignment, Optional.empty()));
            }
        }
        return held.stream()
                .filter(
                        one ->
                                filter.role().isEmpty()
                                        || filter.role().get().equals(one.assignment().role()))
                .map(one -> entry(tx, one, known))
                .flatMap(Optional::stream)
                .toList();
    }

    private List<Assignment> assigned(Tx tx, AssignmentFilter filter) {
        List<Assignment> assigned =
                new ArrayList<>(repository.list(tx, filter.user(), filter.scope()));
        if (filter.subtree() && filter.scope().orElseThrow() instanceof Scope.Project(String id)) {
            for (Project below : projects.subtree(tx, id)) {
                assigned.addAll(
                        repository.list(
                                tx, filter.user(), Optional.of(new Scope.Project(below.id()))));
            }
        }
        return assigned;
    }

    private static List<Held> expanded(Assignment assignment, Map<String, List<String>> implied) {
        List<Held> held = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        Deque<Held> next = new ArrayDeque<>(List.of(new Held(assignment, Optional.empty())));
        while (!next.isEmpty()) {
            Held one = next.remove();
            String role = one.assignment().role();
            if (seen.add(role)) {
                held.add(one);
                for (String other : implied.getOrDefault(role, List.of())) {
                    next.add(
                            new Held(
                                    new Assignment(assignment.user(), assignment.scope(), other),
                                    Optional.of(role)));
                }
            }
        }
        return held;
    }

    private Optional<Entry> entry(Tx tx, Held held, Map<String, Role> known) {
        Assignment assignment = held.assignment();
        User user = users.require(tx, assignment.user());
        Optional<Project> place =
                switch (assignment.scope()) {
                    case Scope.Project(String id) -> projects.find(tx, id);
                    case Scope.Domain(String id) -> projects.find(tx, id);
                    case Scope.OfSystem() -> Optional.empty();
                    case Scope.Unscoped() -> Optional.empty();
                };
        Map<String, Project> domains = new HashMap<>();
        projects.find(tx, user.domain()).ifPresent(domain -> domains.put(domain.id(), domain));
        place.flatMap(project -> projects.find(tx, project.domain()))
                .ifPresent(domain -> domains.put(domain.id(), domain));
        return Optional.ofNullable(known.get(assignment.role()))
                .map(role -> new Entry(assignment, held.impliedBy(), user, role, place, domains));
    }
}
