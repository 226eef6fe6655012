package org.bastide.controller.identity.snapshot;

import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.revocation.Revocation;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The next snapshot in the making: a copy in which the changed rows are read again. */
final class SnapshotEdit {
    private final long sequence;
    private final Map<String, KnownUser> users;
    private final Map<String, KnownProject> projects;
    private Roles roles;
    private final Map<String, Grants> grants;
    private final Map<Revocation.Subject, Instant> revocations;

    private SnapshotEdit(Snapshot from, long sequence) {
        this.sequence = sequence;
        this.users = new HashMap<>(from.users());
        this.projects = new HashMap<>(from.projects());
        this.roles = from.roles();
        this.grants = new HashMap<>(from.grants());
        this.revocations = new HashMap<>(from.revocations());
    }

    static SnapshotEdit of(Snapshot from, long sequence) {
        return new SnapshotEdit(from, sequence);
    }

    static Snapshot whole(Tx tx, SnapshotRepository repository, long sequence) {
        return new Snapshot(
                sequence,
                byId(repository.users(tx), KnownUser::id),
                byId(repository.projects(tx), KnownProject::id),
                repository.roles(tx),
                repository.grants(tx),
                latest(new HashMap<>(), repository.revocations(tx)));
    }

    Snapshot apply(Tx tx, SnapshotRepository repository, List<SnapshotRepository.Changed> changed) {
        for (SnapshotRepository.Changed one : changed) {
            String id = one.id();
            switch (one.resource()) {
                case "user" -> {
                    replace(users, id, repository.user(tx, id));
                    replaceGrants(id, repository.grants(tx, id));
                }
                case "project" -> replace(projects, id, repository.project(tx, id));
                case "role" -> roles = repository.roles(tx);
                case "role_assignment" -> replaceGrants(id, repository.grants(tx, id));
                case "revocation" -> latest(revocations, repository.revocation(tx, id));
                // A domain takes much with it when it goes, and hardly ever does.
                default -> {
                    return whole(tx, repository, sequence);
                }
            }
        }
        return new Snapshot(sequence, users, projects, roles, grants, revocations);
    }

    private static <T> void replace(Map<String, T> all, String id, List<T> found) {
        all.remove(id);
        found.forEach(one -> all.put(id, one));
    }

    private void replaceGrants(String user, Map<String, Grants> found) {
        grants.remove(user);
        grants.putAll(found);
    }

    private static Map<Revocation.Subject, Instant> latest(
            Map<Revocation.Subject, Instant> known, List<Revocation> more) {
        for (Revocation revocation : more) {
            known.merge(revocation.of(), revocation.issuedBefore(), (a, b) -> a.isAfter(b) ? a : b);
        }
        return known;
    }

    private static <T> Map<String, T> byId(List<T> all, Function<T, String> id) {
        Map<String, T> map = HashMap.newHashMap(all.size());
        all.forEach(one -> map.put(id.apply(one), one));
        return map;
    }
}
