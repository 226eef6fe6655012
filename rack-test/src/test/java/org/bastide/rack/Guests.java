package org.bastide.rack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What runs on the nodes, whatever the API says. */
final class Guests {
    private final Rack rack;
    private final List<String> nodes;

    Guests(Rack rack) {
        this.rack = rack;
        this.nodes =
                rack.servers().stream().filter(server -> server.startsWith("compute-")).toList();
    }

    /** The compute servers. */
    List<String> nodes() {
        return nodes;
    }

    /** The QEMU processes of a server, by node; those without are not in it. */
    Map<String, String> processes(String server) {
        Map<String, String> found = new HashMap<>();
        for (String node : nodes) {
            String pids = rack.shell(node, "pgrep -f -- '[-]uuid " + server + "' || true");
            if (!pids.isEmpty()) {
                found.put(node, pids);
            }
        }
        return found;
    }

    /** What libvirt calls the state of a server's domain, by node; those without are not in it. */
    Map<String, String> domains(String server) {
        Map<String, String> found = new HashMap<>();
        for (String node : nodes) {
            String state =
                    rack.shell(node, "virsh domstate " + server + " 2>/dev/null || true").strip();
            if (!state.isEmpty()) {
                found.put(node, state);
            }
        }
        return found;
    }
}
