package org.bastide.controller.compute.quota;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.base.ProjectDirectory;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** How much projects may have; checks what they ask for. */
public final class QuotaService {
    private static final String DEFAULT = "default";
    private static final String DEFAULT_CLASS = "class:default";

    /** What servers are counted by, in the order of their names, as messages list them. */
    private static final List<Quota> OF_SERVERS = List.of(Quota.CORES, Quota.INSTANCES, Quota.RAM);

    private final Database database;
    private final QuotaUse use;
    private final ProjectDirectory projects;
    private final QuotaRepository repository = new QuotaRepository();
    private final ComputeEvents events;

    /** Quotas of the directory's projects; what these have now is asked of {@code use}. */
    public QuotaService(
            Database database, QuotaUse use, ProjectDirectory projects, InstantSource clock) {
        this.database = database;
        this.use = use;
        this.projects = projects;
        this.events = new ComputeEvents(clock);
    }

    /**
     * Goes on only if the project may have so much more; nobody else adds to its use before the
     * transaction ends.
     *
     * @throws Problem FORBIDDEN otherwise
     */
    public void check(Tx tx, String project, Demand more) {
        repository.lock(tx, project);
        Standing standing = standing(tx, project);
        List<Quota> exceeded =
                OF_SERVERS.stream()
                        .filter(quota -> standing.isExceededBy(quota, more.of(quota)))
                        .toList();
        if (!exceeded.isEmpty()) {
            String names = joined(exceeded, Quota::word);
            throw Problem.forbidden(
                    "Quota exceeded for %s: Requested %s, but already used %s of %s %s"
                            .formatted(
                                    names,
                                    joined(exceeded, more::of),
                                    joined(exceeded, standing.use()::of),
                                    joined(exceeded, standing::limit),
                                    names));
        }
    }

    /**
     * Goes on only if a user of the project may have one more keypair.
     *
     * @param now counts the user's keypairs, once nobody else adds one
     */
    public void checkKeypairs(Tx tx, String project, IntSupplier now) {
        repository.lock(tx, project);
        int most = limit(tx, project, Quota.KEY_PAIRS);
        if (most >= 0 && now.getAsInt() >= most) {
            throw Problem.forbidden("Quota exceeded, too many key pairs.");
        }
    }

    /** The most that the project may have of one kind; −1 is without limit. */
    public int limit(Tx tx, String project, Quota quota) {
        return limits(tx, project).get(quota);
    }

    /** What the project may have, and what it has. */
    public Standing standing(Tx tx, String project) {
        return new Standing(limits(tx, project), use.of(tx, project));
    }

    Standing show(Caller caller, ComputePermission permission, String project) {
        permission.requireInProject(caller, project);
        projects.require(project);
        return database.read(tx -> standing(tx, project));
    }

    /** What a project has that has no limits of its own. */
    Map<Quota, Integer> defaults(Caller caller, ComputePermission permission) {
        caller.require(permission);
        return database.read(this::defaults);
    }

    Standing update(Caller caller, String project, QuotaUpdate update) {
        caller.require(ComputePermission.QUOTA_UPDATE);
        projects.require(project);
        return database.transact(
                tx -> {
                    repository.lock(tx, project);
                    if (!update.force()) {
                        requireRoom(update.limits(), use.of(tx, project));
                    }
                    put(tx, caller, project, update.limits());
                    return standing(tx, project);
                });
    }

    /** Changes what all projects have that have no limits of their own. */
    Map<Quota, Integer> updateDefaults(Caller caller, String name, QuotaUpdate update) {
        caller.require(ComputePermission.QUOTA_CLASS_UPDATE);
        if (!name.equals(DEFAULT)) {
            throw Problem.badRequest(
                    "%s: the only class of quotas here is 'default'.".formatted(name));
        }
        return database.transact(
                tx -> {
                    repository.lock(tx, DEFAULT_CLASS);
                    put(tx, caller, DEFAULT_CLASS, update.limits());
                    return defaults(tx);
                });
    }

    /** Gives a project the defaults again. */
    void delete(Caller caller, String project) {
        caller.require(ComputePermission.QUOTA_DELETE);
        database.write(
                tx -> {
                    repository.lock(tx, project);
                    repository.deleteAll(tx, project);
                    events.append(tx, caller, "quota", project, "delete", Map.of());
                });
    }

    private void put(Tx tx, Caller caller, String owner, Map<Quota, Integer> limits) {
        limits.forEach((quota, most) -> repository.put(tx, owner, quota, most));
        events.append(
                tx,
                caller,
                "quota",
                owner,
                "update",
                limits.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        limit -> limit.getKey().word(),
                                        limit -> limit.getValue().toString())));
    }

    private Map<Quota, Integer> limits(Tx tx, String project) {
        Map<Quota, Integer> limits = defaults(tx);
        limits.putAll(repository.limits(tx, project));
        return limits;
    }

    private Map<Quota, Integer> defaults(Tx tx) {
        Map<Quota, Integer> limits = new EnumMap<>(Quota.class);
        for (Quota quota : Quota.values()) {
            limits.put(quota, quota.usual());
        }
        limits.putAll(repository.limits(tx, DEFAULT_CLASS));
        return limits;
    }

    private static void requireRoom(Map<Quota, Integer> limits, Use used) {
        limits.forEach(
                (quota, most) -> {
                    if (most >= 0 && most < used.of(quota)) {
                        throw Problem.badRequest(
                                "Quota limit %d for %s must be greater than or equal to already used and reserved %d."
                                        .formatted(most, quota.word(), used.of(quota)));
                    }
                });
    }

    private static String joined(List<Quota> quotas, Function<Quota, ?> value) {
        return quotas.stream()
                .map(quota -> value.apply(quota).toString())
                .collect(Collectors.joining(", "));
    }
}
