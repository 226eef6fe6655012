package org.bastide.controller.placement.decision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Best fit: of the hosts where a demand fits, the one that has least left afterwards. */
public final class Placer {
    private static final Comparator<Host> TIGHTEST =
            Comparator.comparingLong(Host::freeMemory)
                    .thenComparingLong(Host::freeVcpus)
                    .thenComparing(Host::id);

    /** Places demands in order; the fleet then has their claims. */
    public List<Decision> place(Fleet fleet, List<Demand> demands) {
        List<Decision> decisions = new ArrayList<>();
        for (Demand demand : demands) {
            decisions.add(place(fleet, demand));
        }
        return decisions;
    }

    private static Decision place(Fleet fleet, Demand demand) {
        List<Decision.Removed> removed = new ArrayList<>();
        List<Host> hosts = fleet.hosts();
        hosts = keep(hosts, removed, "being down or disabled", Host::enabled);
        if (demand.zone().isPresent()) {
            String zone = demand.zone().get();
            hosts =
                    keep(
                            hosts,
                            removed,
                            "availability zone " + zone,
                            host -> host.zone().equals(zone));
        }
        if (demand.host().isPresent()) {
            String name = demand.host().get();
            hosts = keep(hosts, removed, "host " + name, host -> host.name().equals(name));
        }
        List<Host> allowed = hosts;
        hosts = keep(hosts, removed, "capacity", host -> host.deficits(demand).isEmpty());
        Optional<Host> best = hosts.stream().min(TIGHTEST);
        if (best.isEmpty()) {
            return new Decision.Refused(demand, List.copyOf(removed), nearest(allowed, demand));
        }
        fleet.claim(best.get(), demand);
        return new Decision.Placed(demand, best.get());
    }

    private static List<Host> keep(
            List<Host> hosts,
            List<Decision.Removed> removed,
            String constraint,
            Predicate<Host> allows) {
        List<Host> kept = hosts.stream().filter(allows).toList();
        if (kept.size() < hosts.size()) {
            removed.add(new Decision.Removed(constraint, hosts.size() - kept.size()));
        }
        return kept;
    }

    private static Optional<Decision.Nearest> nearest(List<Host> hosts, Demand demand) {
        return hosts.stream()
                .min(Comparator.comparingDouble(host -> lack(host, demand)))
                .map(host -> new Decision.Nearest(host.name(), host.deficits(demand)));
    }

    /** The sum of what is missing, each as a share of what is wanted. */
    private static double lack(Host host, Demand demand) {
        return host.deficits(demand).stream()
                .mapToDouble(
                        deficit -> (double) (deficit.wanted() - deficit.free()) / deficit.wanted())
                .sum();
    }
}
