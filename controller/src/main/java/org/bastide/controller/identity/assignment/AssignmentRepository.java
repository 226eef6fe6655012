package org.bastide.controller.identity.assignment;

import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.base.Where;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class AssignmentRepository {
    /** Assignments of a user, in a scope; empty: of any user, in any scope. */
    List<Assignment> list(Tx tx, Optional<String> user, Optional<Scope> scope) {
        List<Assignment> found = new ArrayList<>();
        if (scope.isEmpty() || !(scope.get() instanceof Scope.OfSystem)) {
            Where where =
                    new Where()
                            .equal("a.user_id", user)
                            .equal("a.target_id", scope.map(AssignmentRepository::target));
            found.addAll(
                    tx.list(
                            """
                            SELECT a.user_id, a.target_id, p.is_domain, a.role_id FROM identity_assignment a
                            JOIN identity_project p ON p.id = a.target_id\
                            """
                                    + where.sql()
                                    + " ORDER BY a.user_id, a.target_id, a.role_id",
                            where.parameters(),
                            AssignmentRepository::assignment));
        }
        if (scope.isEmpty() || scope.get() instanceof Scope.OfSystem) {
            Where where = new Where().equal("user_id", user);
            found.addAll(
                    tx.list(
                            "SELECT user_id, role_id FROM identity_system_assignment"
                                    + where.sql()
                                    + " ORDER BY user_id, role_id",
                            where.parameters(),
                            AssignmentRepository::systemAssignment));
        }
        return found;
    }

    void insert(Tx tx, Assignment assignment) {
        if (assignment.scope() instanceof Scope.OfSystem) {
            tx.update(
                    "INSERT INTO identity_system_assignment (user_id, role_id) VALUES (:user, :role)",
                    Map.of("user", assignment.user(), "role", assignment.role()));
        } else {
            tx.update(
                    "INSERT INTO identity_assignment (user_id, target_id, role_id) VALUES (:user, :target, :role)",
                    parameters(assignment));
        }
    }

    boolean delete(Tx tx, Assignment assignment) {
        if (assignment.scope() instanceof Scope.OfSystem) {
            return tx.update(
                            "DELETE FROM identity_system_assignment WHERE user_id = :user AND role_id = :role",
                            Map.of("user", assignment.user(), "role", assignment.role()))
                    == 1;
        }
        return tx.update(
                        """
                        DELETE FROM identity_assignment
                        WHERE user_id = :user AND target_id = :target AND role_id = :role
                        """,
                        parameters(assignment))
                == 1;
    }

    private static Map<String, String> parameters(Assignment assignment) {
        return Map.of(
                "user", assignment.user(),
                "target", target(assignment.scope()),
                "role", assignment.role());
    }

    static String target(Scope scope) {
        return switch (scope) {
            case Scope.Project(String id) -> id;
            case Scope.Domain(String id) -> id;
            case Scope.OfSystem() -> "system";
            case Scope.Unscoped() -> "";
        };
    }

    private static Assignment assignment(Row row) {
        String target = row.string("target_id");
        return new Assignment(
                row.string("user_id"),
                row.bool("is_domain") ? new Scope.Domain(target) : new Scope.Project(target),
                row.string("role_id"));
    }

    private static Assignment systemAssignment(Row row) {
        return new Assignment(row.string("user_id"), new Scope.OfSystem(), row.string("role_id"));
    }
}
