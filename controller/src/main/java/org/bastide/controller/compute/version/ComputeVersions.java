package org.bastide.controller.compute.version;

import org.bastide.common.http.ApiService;
import org.bastide.common.http.FaultShape;
import org.bastide.common.http.Microversion;

import java.util.Optional;

/** The compute service and its range of microversions. */
public final class ComputeVersions {
    /** What a request gets that names none. */
    public static final Microversion OLDEST = new Microversion(2, 1);

    /** The newest whose change is real in each route that we have: see docs/microversions.md. */
    public static final Microversion NEWEST = new Microversion(2, 79);

    /** The service that all resources of compute are in. */
    public static final ApiService SERVICE =
            new ApiService(
                    "compute",
                    "/compute/v2.1",
                    FaultShape.NOVA,
                    Optional.of(new ApiService.Versions(OLDEST, NEWEST)));

    /** Where the versions are listed. */
    public static final ApiService ROOT = ApiService.of("compute", "/compute", FaultShape.NOVA);

    private ComputeVersions() {}
}
