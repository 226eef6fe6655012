package org.bastide.controller.placement.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What came of one demand. */
public sealed interface Decision {
    /** What it is about. */
    Demand demand();

    /** It has a host. */
    record Placed(Demand demand, Host host) implements Decision {}

    /**
     * There is no room for it.
     *
     * @param removed how many hosts each constraint took away, in the order in which they were
     *     applied
     * @param nearest the host that lacks least, with all that it lacks
     */
    record Refused(Demand demand, List<Removed> removed, Optional<Nearest> nearest)
            implements Decision {
        /** The reasons in a sentence for a person. */
        public String reason() {
            String constraints =
                    removed.stream()
                            .map(one -> "%s ruled out %d".formatted(one.constraint(), one.hosts()))
                            .collect(Collectors.joining(", "));
            String miss =
                    nearest.map(
                                    near ->
                                            " Nearest: %s (%s)."
                                                    .formatted(
                                                            near.host(),
                                                            near.deficits().stream()
                                                                    .map(Host.Deficit::toString)
                                                                    .collect(
                                                                            Collectors.joining(
                                                                                    "; "))))
                            .orElse("");
            return "No valid host was found. "
                    + (constraints.isEmpty()
                            ? "There are no compute hosts."
                            : "Of the hosts " + constraints + ".")
                    + miss;
        }
    }

    /** How many hosts a constraint took away. */
    record Removed(String constraint, int hosts) {}

    /** The nearest miss. */
    record Nearest(String host, List<Host.Deficit> deficits) {}
}
