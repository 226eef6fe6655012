package org.bastide.controller.compute.limit;

import org.bastide.common.http.Caller;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.quota.QuotaService;
import org.bastide.controller.compute.quota.Standing;
import org.bastide.controller.db.Database;

import java.util.Optional;

/** How far projects are from their limits. */
public final class LimitService {
    private final Database database;
    private final QuotaService quotas;

    public LimitService(Database database, QuotaService quotas) {
        this.database = database;
        this.quotas = quotas;
    }

    /** The caller's own project's, or another's for an admin. */
    Standing show(Caller caller, Optional<String> other) {
        caller.require(ComputePermission.LIMITS_SHOW);
        String project = other.orElseGet(caller::requireProject);
        if (!caller.sees(project)) {
            caller.require(ComputePermission.LIMITS_OTHER_PROJECT);
        }
        return database.read(tx -> quotas.standing(tx, project));
    }
}
