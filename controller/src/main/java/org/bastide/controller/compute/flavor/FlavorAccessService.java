package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.base.ProjectDirectory;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Which projects may use a private flavor. */
public final class FlavorAccessService {
    private final Database database;
    private final ProjectDirectory projects;
    private final FlavorRepository repository = new FlavorRepository();
    private final ComputeEvents events;

    /** Access of the projects that the directory knows. */
    public FlavorAccessService(Database database, ProjectDirectory projects, InstantSource clock) {
        this.database = database;
        this.projects = projects;
        this.events = new ComputeEvents(clock);
    }

    /** The projects' ids. */
    List<String> list(Caller caller, String id) {
        caller.require(ComputePermission.FLAVOR_ACCESS_LIST);
        return database.read(
                tx -> {
                    Flavor flavor =
                            repository.find(tx, id).orElseThrow(() -> FlavorService.unknown(id));
                    if (flavor.isPublic()) {
                        throw Problem.notFound("Access list not available for public flavors.");
                    }
                    return repository.access(tx, id);
                });
    }

    /**
     * Lets a project use the flavor; yields all that may.
     *
     * @param strict whether to refuse this for a public flavor
     */
    List<String> add(Caller caller, String id, String project, boolean strict) {
        caller.require(ComputePermission.FLAVOR_ACCESS_ADD);
        projects.require(project);
        return database.transact(
                tx -> {
                    if (locked(tx, id).isPublic() && strict) {
                        throw Problem.conflict("Can not add access to a public flavor.");
                    }
                    if (repository.access(tx, id).contains(project)) {
                        throw Problem.conflict(
                                "Flavor access already exists for flavor %s and project %s combination."
                                        .formatted(id, project));
                    }
                    repository.insertAccess(tx, id, project);
                    changed(tx, caller, id, "access_add", project);
                    return repository.access(tx, id);
                });
    }

    /** Ends a project's use of the flavor, also if the project is no more; yields the others. */
    List<String> remove(Caller caller, String id, String project) {
        caller.require(ComputePermission.FLAVOR_ACCESS_REMOVE);
        return database.transact(
                tx -> {
                    locked(tx, id);
                    if (!repository.deleteAccess(tx, id, project)) {
                        throw Problem.notFound(
                                "Flavor access not found for %s / %s combination."
                                        .formatted(id, project));
                    }
                    changed(tx, caller, id, "access_remove", project);
                    return repository.access(tx, id);
                });
    }

    private Flavor locked(Tx tx, String id) {
        return repository.lock(tx, id).orElseThrow(() -> FlavorService.unknown(id));
    }

    private void changed(Tx tx, Caller caller, String id, String action, String project) {
        events.append(tx, caller, "flavor", id, action, Map.of("project", project));
    }
}
