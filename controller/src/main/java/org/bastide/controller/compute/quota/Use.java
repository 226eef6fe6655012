package org.bastide.controller.compute.quota;

/**
 * What a project has now.
 *
 * @param ram in MiB
 */
public record Use(long instances, long cores, long ram) {
    /** A project without servers. */
    public static final Use NONE = new Use(0, 0, 0);

    /** How much of one kind; kinds that are not summed over a project count as unused. */
    public long of(Quota quota) {
        return switch (quota) {
            case INSTANCES -> instances;
            case CORES -> cores;
            case RAM -> ram;
            case METADATA_ITEMS,
                    KEY_PAIRS,
                    SERVER_GROUPS,
                    SERVER_GROUP_MEMBERS,
                    INJECTED_FILES,
                    INJECTED_FILE_CONTENT_BYTES,
                    INJECTED_FILE_PATH_BYTES,
                    FIXED_IPS,
                    FLOATING_IPS,
                    SECURITY_GROUPS,
                    SECURITY_GROUP_RULES ->
                    0;
        };
    }
}
