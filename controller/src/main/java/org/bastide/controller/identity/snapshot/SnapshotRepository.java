package org.bastide.controller.identity.snapshot;

import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.base.IdentityEvents;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.revocation.Revocation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what the snapshot copies: everything, or what belongs to one id. */
final class SnapshotRepository {
    private static final String USERS = "SELECT id, name, domain_id, enabled FROM identity_user";
    private static final String PROJECTS =
            "SELECT id, name, domain_id, is_domain, enabled FROM identity_project";
    private static final String GRANTS =
            """
            SELECT a.user_id, a.target_id, p.is_domain, a.role_id FROM identity_assignment a
            JOIN identity_project p ON p.id = a.target_id
            """;
    private static final String SYSTEM_GRANTS =
            "SELECT user_id, role_id FROM identity_system_assignment";
    private static final String REVOCATIONS =
            "SELECT id, kind, subject, issued_before, expires FROM identity_revocation";

    /** A changed thing, as its event names it. */
    record Changed(String resource, String id) {}

    long head(Tx tx) {
        return tx.number("SELECT sequence FROM event_head", Map.of());
    }

    List<Changed> changed(Tx tx, long after, long upTo, int most) {
        return tx.list(
                """
                SELECT DISTINCT resource, resource_id FROM event
                WHERE sequence > :after AND sequence <= :upTo AND kind LIKE :kinds
                FETCH FIRST %d ROWS ONLY
                """
                        .formatted(most),
                Map.of("after", after, "upTo", upTo, "kinds", IdentityEvents.PREFIX + "%"),
                row -> new Changed(row.string("resource"), row.string("resource_id")));
    }

    List<KnownUser> users(Tx tx) {
        return tx.list(USERS, Map.of(), SnapshotRepository::user);
    }

    List<KnownUser> user(Tx tx, String id) {
        return one(tx, USERS + " WHERE id = :id", id, SnapshotRepository::user);
    }

    List<KnownProject> projects(Tx tx) {
        return tx.list(PROJECTS, Map.of(), SnapshotRepository::project);
    }

    List<KnownProject> project(Tx tx, String id) {
        return one(tx, PROJECTS + " WHERE id = :id", id, SnapshotRepository::project);
    }

    Roles roles(Tx tx) {
        Map<String, KnownRole> roles = new HashMap<>();
        for (KnownRole role :
                tx.list(
                        "SELECT id, name, domain_id FROM identity_role",
                        Map.of(),
                        SnapshotRepository::role)) {
            roles.put(role.id(), role);
        }
        Map<String, List<String>> implied =
                tx
                        .list(
                                "SELECT prior_role_id, implied_role_id FROM identity_implied_role",
                                Map.of(),
                                row ->
                                        Map.entry(
                                                row.string("prior_role_id"),
                                                row.string("implied_role_id")))
                        .stream()
                        .collect(
                                Collectors.groupingBy(
                                        Map.Entry::getKey,
                                        Collectors.mapping(
                                                Map.Entry::getValue, Collectors.toList())));
        return new Roles(roles, implied);
    }

    Map<String, Grants> grants(Tx tx) {
        List<Grants.Grant> all = tx.list(GRANTS, Map.of(), SnapshotRepository::grant);
        all.addAll(tx.list(SYSTEM_GRANTS, Map.of(), SnapshotRepository::systemGrant));
        return Grants.byUser(all);
    }

    Map<String, Grants> grants(Tx tx, String user) {
        List<Grants.Grant> own =
                one(tx, GRANTS + " WHERE a.user_id = :id", user, SnapshotRepository::grant);
        own.addAll(
                one(
                        tx,
                        SYSTEM_GRANTS + " WHERE user_id = :id",
                        user,
                        SnapshotRepository::systemGrant));
        return Grants.byUser(own);
    }

    List<Revocation> revocations(Tx tx) {
        return tx.list(REVOCATIONS, Map.of(), SnapshotRepository::revocation);
    }

    List<Revocation> revocation(Tx tx, String id) {
        return one(tx, REVOCATIONS + " WHERE id = :id", id, SnapshotRepository::revocation);
    }

    void forgetRevocations(Tx tx, Instant now) {
        tx.update("DELETE FROM identity_revocation WHERE expires < :now", Map.of("now", now));
    }

    private static <T> List<T> one(Tx tx, String sql, String id, Function<Row, T> read) {
        return tx.list(sql, Map.of("id", id), read);
    }

    private static KnownUser user(Row row) {
        return new KnownUser(
                row.string("id"), row.string("name"), row.string("domain_id"), row.bool("enabled"));
    }

    private static KnownProject project(Row row) {
        boolean isDomain = row.bool("is_domain");
        return new KnownProject(
                row.string("id"),
                row.string("name"),
                row.string(isDomain ? "id" : "domain_id"),
                isDomain,
                row.bool("enabled"));
    }

    private static KnownRole role(Row row) {
        return new KnownRole(
                row.string("id"), row.string("name"), row.string("domain_id").isEmpty());
    }

    private static Grants.Grant grant(Row row) {
        String target = row.string("target_id");
        return new Grants.Grant(
                row.string("user_id"),
                row.bool("is_domain") ? new Scope.Domain(target) : new Scope.Project(target),
                row.string("role_id"));
    }

    private static Grants.Grant systemGrant(Row row) {
        return new Grants.Grant(row.string("user_id"), new Scope.OfSystem(), row.string("role_id"));
    }

    private static Revocation revocation(Row row) {
        return new Revocation(
                row.string("id"),
                new Revocation.Subject(
                        row.constant("kind", Revocation.Kind.class), row.string("subject")),
                row.instant("issued_before"),
                row.instant("expires"));
    }
}
