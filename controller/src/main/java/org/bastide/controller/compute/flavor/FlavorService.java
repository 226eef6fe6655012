package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The flavors themselves; see {@link ExtraSpecService} and {@link FlavorAccessService} too. */
public final class FlavorService {
    private final Database database;
    private final FlavorRepository repository = new FlavorRepository();
    private final ComputeEvents events;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** Flavors in the database, dated by the clock. */
    public FlavorService(Database database, InstantSource clock) {
        this(database, clock, () -> UUID.randomUUID().toString());
    }

    FlavorService(Database database, InstantSource clock, Supplier<String> ids) {
        this.database = database;
        this.events = new ComputeEvents(clock);
        this.clock = clock;
        this.ids = ids;
    }

    /** One page of those that the caller may use; admins may ask for others. */
    List<Flavor> list(Caller caller, FlavorQuery query) {
        return query.of(database.read(tx -> repository.list(tx, query, caller.project())));
    }

    /** One that the caller may use. */
    Flavor show(Caller caller, String id) {
        return database.read(tx -> visible(tx, caller, id)).orElseThrow(() -> unknown(id));
    }

    Flavor create(Caller caller, NewFlavor wanted) {
        caller.require(ComputePermission.FLAVOR_CREATE);
        Flavor flavor = wanted.as(ids.get(), clock.instant());
        try {
            database.write(tx -> insert(tx, caller, flavor));
        } catch (ConstraintException e) {
            throw new Problem(
                    Problem.Code.CONFLICT,
                    "Flavor with ID %s or name %s already exists."
                            .formatted(flavor.id(), flavor.name()),
                    e);
        }
        return flavor;
    }

    private void insert(Tx tx, Caller caller, Flavor flavor) {
        if (repository.find(tx, flavor.id()).isPresent()) {
            throw Problem.conflict("Flavor with ID %s already exists.".formatted(flavor.id()));
        }
        if (repository.isNamed(tx, flavor.name())) {
            throw Problem.conflict("Flavor with name %s already exists.".formatted(flavor.name()));
        }
        repository.insert(tx, flavor);
        events.append(tx, caller, "flavor", flavor.id(), "create", Map.of("name", flavor.name()));
    }

    /** Changes the description, all that may change of a flavor. */
    Flavor describe(Caller caller, String id, Optional<String> description) {
        caller.require(ComputePermission.FLAVOR_UPDATE);
        return database.transact(
                tx -> {
                    if (!repository.describe(tx, id, description)) {
                        throw unknown(id);
                    }
                    events.append(tx, caller, "flavor", id, "update", Map.of());
                    return repository.find(tx, id).orElseThrow(() -> unknown(id));
                });
    }

    /** Servers of it keep their copies. */
    void delete(Caller caller, String id) {
        caller.require(ComputePermission.FLAVOR_DELETE);
        database.write(
                tx -> {
                    if (!repository.delete(tx, id)) {
                        throw unknown(id);
                    }
                    events.append(tx, caller, "flavor", id, "delete", Map.of());
                });
    }

    /**
     * The flavor that a caller names for a server.
     *
     * @param reference its id, or a link that ends in it
     * @throws Problem BAD_REQUEST if there is none that the caller may use
     */
    public Flavor forServer(Tx tx, Caller caller, String reference) {
        String id = reference.substring(reference.lastIndexOf('/') + 1);
        return visible(tx, caller, id).orElseThrow(() -> Problem.badRequest(message(id)));
    }

    private Optional<Flavor> visible(Tx tx, Caller caller, String id) {
        return repository
                .find(tx, id)
                .filter(
                        flavor ->
                                flavor.isPublic()
                                        || caller.isAdmin()
                                        || repository.access(tx, id).stream()
                                                .anyMatch(caller::sees));
    }

    static Problem unknown(String id) {
        return Problem.notFound(message(id));
    }

    private static String message(String id) {
        return "Flavor %s could not be found.".formatted(id);
    }
}
