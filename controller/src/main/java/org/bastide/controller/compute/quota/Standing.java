package org.bastide.controller.compute.quota;

import java.util.Map;

/** What a project may have, and what it has. */
public record Standing(Map<Quota, Integer> limits, Use use) {
    public Standing {
        limits = Map.copyOf(limits);
    }

    /** The most that it may have; −1 is without limit. */
    public int limit(Quota quota) {
        return limits.get(quota);
    }

    /** Whether so much more is too much. */
    boolean isExceededBy(Quota quota, long more) {
        return more > 0 && limit(quota) >= 0 && use.of(quota) + more > limit(quota);
    }
}
