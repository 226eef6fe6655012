package org.bastide.controller.compute.quota;

/**
 * What a request would add to a project's use; what is zero or less is not checked.
 *
 * @param ram in MiB
 */
public record Demand(long instances, long cores, long ram) {
    long of(Quota quota) {
        return new Use(instances, cores, ram).of(quota);
    }
}
