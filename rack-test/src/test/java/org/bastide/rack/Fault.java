package org.bastide.rack;

/** What can happen to a server: one of its processes is killed, or its power is cut. */
enum Fault {
    CONTROLLER_KILLED("controller-1", "bastide-controller"),
    COMPUTE_AGENT_KILLED("compute-1", "bastide-compute-node"),
    STORAGE_AGENT_KILLED("storage-1", "bastide-storage-node"),
    LIBVIRT_KILLED("compute-1", "libvirtd"),
    OSD_KILLED("storage-1", "ceph-osd"),
    MONITOR_KILLED("storage-1", "ceph-mon"),
    CONTROLLER_CUT("controller-1"),
    STORAGE_CUT("storage-1"),
    COMPUTE_1_CUT("compute-1"),
    COMPUTE_2_CUT("compute-2");

    private final String server;
    private final String service;

    Fault(String server) {
        this(server, "");
    }

    Fault(String server, String service) {
        this.server = server;
        this.service = service;
    }

    /** Where it happens. */
    String server() {
        return server;
    }

    /** Whether all that runs on a server ends with it. */
    boolean cuts(String other) {
        return service.isEmpty() && server.equals(other);
    }

    /** Makes it happen. A killed process is nobody's business; a server is switched on again. */
    void strike(Rack rack) {
        if (service.isEmpty()) {
            rack.kill(server);
            rack.start(server);
        } else {
            rack.shell(server, "kill -9 $(cat /run/bastide/" + service + ".pid)");
        }
    }
}
