package org.bastide.controller.compute.zone;

import java.util.List;

/** Knows the zones. */
@FunctionalInterface
public interface Zones {
    /** All zones, by name. */
    List<Zone> list();
}
