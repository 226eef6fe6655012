package org.bastide.controller.compute;

import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ProjectDirectory;
import org.bastide.controller.compute.extension.ExtensionApi;
import org.bastide.controller.compute.extension.ExtensionApi.Extension;
import org.bastide.controller.compute.flavor.ExtraSpecApi;
import org.bastide.controller.compute.flavor.ExtraSpecService;
import org.bastide.controller.compute.flavor.FlavorAccessApi;
import org.bastide.controller.compute.flavor.FlavorAccessService;
import org.bastide.controller.compute.flavor.FlavorApi;
import org.bastide.controller.compute.flavor.FlavorService;
import org.bastide.controller.compute.keypair.KeypairApi;
import org.bastide.controller.compute.keypair.KeypairService;
import org.bastide.controller.compute.limit.LimitApi;
import org.bastide.controller.compute.limit.LimitService;
import org.bastide.controller.compute.quota.QuotaApi;
import org.bastide.controller.compute.quota.QuotaClassApi;
import org.bastide.controller.compute.quota.QuotaService;
import org.bastide.controller.compute.quota.QuotaUse;
import org.bastide.controller.compute.version.VersionApi;
import org.bastide.controller.compute.zone.ZoneApi;
import org.bastide.controller.compute.zone.Zones;
import org.bastide.controller.db.Database;

import java.time.InstantSource;
import java.util.List;

/** Joins the resources of compute that say what tenants may have, and touch no machine. */
public final class CatalogAssembly {
    private static final List<Extension> EXTENSIONS =
            List.of(
                    new Extension("os-availability-zone", "AvailabilityZone", "Zones."),
                    new Extension("os-flavor-access", "FlavorAccess", "Private flavors."),
                    new Extension("os-flavor-extra-specs", "FlavorExtraSpecs", "Extra specs."),
                    new Extension("os-flavor-manage", "FlavorManage", "Making of flavors."),
                    new Extension("os-keypairs", "Keypairs", "SSH keys of users."),
                    new Extension("os-quota-class-sets", "QuotaClasses", "Default quotas."),
                    new Extension("os-quota-sets", "Quotas", "Quotas of projects."),
                    new Extension("os-used-limits", "UsedLimits", "What is used of limits."));

    private final Database database;
    private final ProjectDirectory projects;
    private final Zones zones;
    private final InstantSource clock;
    private final FlavorService flavors;
    private final QuotaService quotas;
    private final KeypairService keypairs;

    /**
     * The catalog's services.
     *
     * @param projects which projects there are
     * @param use what projects' servers use
     * @param zones which zones there are
     */
    public CatalogAssembly(
            Database database,
            ProjectDirectory projects,
            QuotaUse use,
            Zones zones,
            InstantSource clock) {
        this.database = database;
        this.projects = projects;
        this.zones = zones;
        this.clock = clock;
        this.flavors = new FlavorService(database, clock);
        this.quotas = new QuotaService(database, use, projects, clock);
        this.keypairs = new KeypairService(database, quotas, clock);
    }

    public FlavorService flavors() {
        return flavors;
    }

    public KeypairService keypairs() {
        return keypairs;
    }

    public QuotaService quotas() {
        return quotas;
    }

    /**
     * Adds all routes.
     *
     * @param root those of {@link org.bastide.controller.compute.version.ComputeVersions#ROOT}
     * @param service those of {@link
     *     org.bastide.controller.compute.version.ComputeVersions#SERVICE}
     */
    public void mount(Routes root, Routes service) {
        VersionApi versions = new VersionApi();
        versions.mountRoot(root);
        versions.mount(service);
        new FlavorApi(flavors).mount(service);
        new ExtraSpecApi(new ExtraSpecService(database, flavors, clock)).mount(service);
        new FlavorAccessApi(new FlavorAccessService(database, projects, clock)).mount(service);
        new KeypairApi(keypairs).mount(service);
        new QuotaApi(quotas).mount(service);
        new QuotaClassApi(quotas).mount(service);
        new LimitApi(new LimitService(database, quotas)).mount(service);
        new ZoneApi(zones).mount(service);
        new ExtensionApi(EXTENSIONS).mount(service);
    }
}
