package org.bastide.rack;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** All that servers and images leave in a rack while they live, one line each. */
record Live(Set<String> things) {
    private static final String ON_COMPUTE =
            """
            virsh list --all --uuid | sed '/^$/d; s/^/domain /'
            virsh secret-list | sed -n 's/^ *\\([0-9a-f-]\\{36\\}\\).*/secret \\1/p'
            pgrep -fc '^/usr/bin/[q]emu-system' | sed 's/^/processes /'
            ls /var/lib/bastide/compute-node/guests 2>/dev/null | sed 's/^/file /'
            true""";
    private static final String ON_STORAGE =
            """
            set -e -o pipefail
            for pool in images disks; do
              timeout 60 rbd ls $pool | sed "s/^/$pool /"
              timeout 60 rbd trash ls $pool | sed "s/^/trash of $pool /"
            done
            timeout 60 ceph auth ls 2>/dev/null | sed -n 's/^client.bastide-disk-/key /p'
            ls /var/lib/bastide/storage-node | grep -vE '^(node\\.|root\\.pem)' | sed 's/^/file /' || true""";

    /** Looks everywhere. */
    static Live seen(Rack rack) {
        Set<String> things = new TreeSet<>();
        for (String server : rack.servers()) {
            if (server.startsWith("compute-")) {
                add(things, rack, server, ON_COMPUTE);
            } else if (server.startsWith("storage-")) {
                add(things, rack, server, ON_STORAGE);
            }
        }
        Cloud admin = rack.cloud("admin");
        JsonNode hypervisors =
                admin.read("/compute/v2.1/os-hypervisors/detail", Duration.ofMinutes(1))
                        .expect(200)
                        .body();
        for (JsonNode one : hypervisors.path("hypervisors")) {
            things.add(
                    "%s has %s vcpus, %s MiB in use by %s servers"
                            .formatted(
                                    one.path("hypervisor_hostname").asText(),
                                    one.path("vcpus_used"),
                                    one.path("memory_mb_used"),
                                    one.path("running_vms")));
        }
        return new Live(things);
    }

    private static void add(Set<String> things, Rack rack, String server, String look) {
        rack.shell(server, look).lines().forEach(line -> things.add(server + ": " + line));
    }

    /**
     * Waits until nothing is there that was not there before. What is no more is no matter: a
     * secret goes with a libvirtd that is killed.
     */
    static void awaitNothingBeyond(Live before, Rack rack, Duration patience) {
        AtomicReference<Set<String>> more = new AtomicReference<>(Set.of());
        try {
            Rack.await(
                    "nothing is left over",
                    patience,
                    () -> {
                        more.set(
                                seen(rack).things().stream()
                                        .filter(thing -> !before.things().contains(thing))
                                        .collect(Collectors.toCollection(TreeSet::new)));
                        return more.get().isEmpty();
                    });
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; there is\n" + String.join("\n", more.get()), e);
        }
    }
}
