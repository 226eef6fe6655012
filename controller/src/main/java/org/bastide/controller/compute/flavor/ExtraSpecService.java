package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Permission;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What flavors say beyond their sizes; servers copy it when they are created. */
public final class ExtraSpecService {
    private final Database database;
    private final FlavorService flavors;
    private final FlavorRepository repository = new FlavorRepository();
    private final ComputeEvents events;

    /** Extra specs of the flavors that the service knows. */
    public ExtraSpecService(Database database, FlavorService flavors, InstantSource clock) {
        this.database = database;
        this.flavors = flavors;
        this.events = new ComputeEvents(clock);
    }

    Map<String, String> list(Caller caller, String flavor) {
        caller.require(ComputePermission.EXTRA_SPECS_LIST);
        return flavors.show(caller, flavor).extraSpecs();
    }

    String show(Caller caller, String flavor, String key) {
        caller.require(ComputePermission.EXTRA_SPECS_SHOW);
        return Optional.ofNullable(flavors.show(caller, flavor).extraSpecs().get(key))
                .orElseThrow(() -> unknown(flavor, key));
    }

    /** Adds the specs, in the place of those with the same keys. */
    void put(Caller caller, Permission permission, String flavor, Map<String, String> specs) {
        caller.require(permission);
        database.write(
                tx -> {
                    lock(tx, flavor);
                    specs.forEach((key, text) -> repository.putSpec(tx, flavor, key, text));
                    changed(tx, caller, flavor, String.join(",", specs.keySet()));
                });
    }

    void delete(Caller caller, String flavor, String key) {
        caller.require(ComputePermission.EXTRA_SPECS_DELETE);
        database.write(
                tx -> {
                    lock(tx, flavor);
                    if (!repository.deleteSpec(tx, flavor, key)) {
                        throw unknown(flavor, key);
                    }
                    changed(tx, caller, flavor, key);
                });
    }

    private void lock(Tx tx, String flavor) {
        if (repository.lock(tx, flavor).isEmpty()) {
            throw FlavorService.unknown(flavor);
        }
    }

    private void changed(Tx tx, Caller caller, String flavor, String keys) {
        String shown = keys.length() > 1000 ? keys.substring(0, 1000) : keys;
        events.append(tx, caller, "flavor", flavor, "extra_specs", Map.of("keys", shown));
    }

    private static Problem unknown(String flavor, String key) {
        return Problem.notFound("Flavor %s has no extra specs with key %s.".formatted(flavor, key));
    }
}
