package org.bastide.controller.placement.decision;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The hosts and what is claimed of them. Placing changes it: what one demand took the next does not
 * get.
 */
public final class Fleet {
    private final Map<String, Host> hosts = new TreeMap<>();

    /** A fleet of these hosts. */
    public Fleet(Collection<Host> hosts) {
        hosts.forEach(host -> this.hosts.put(host.id(), host));
    }

    List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    void claim(Host host, Demand demand) {
        hosts.put(host.id(), hosts.get(host.id()).claim(demand));
    }
}
