package org.bastide.controller.compute.guest;

import org.bastide.common.link.GuestMode;
import org.bastide.controller.db.Tx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guests, for the packages that decide what is wanted of them. All methods take the caller's
 * transaction.
 */
public final class GuestService {
    private final GuestRepository repository = new GuestRepository();

    /** What is claimed of a node. */
    public record Claimed(long vcpus, long memoryMebibytes, long diskGibibytes, long guests) {
        /** Nothing. */
        public static final Claimed NOTHING = new Claimed(0, 0, 0, 0);
    }

    /** A server's guest, if it has one. */
    public Optional<Guest> ofServer(Tx tx, String server) {
        return repository.ofServer(tx, server);
    }

    /** The guests of a project's servers, or of all, by server. */
    public Map<String, Guest> byServer(Tx tx, Optional<String> project) {
        Map<String, Guest> guests = new HashMap<>();
        repository.ofProject(tx, project).forEach(guest -> guests.put(guest.serverId(), guest));
        return guests;
    }

    /** The guests on a node. */
    public List<Guest> ofNode(Tx tx, String node) {
        return repository.ofNode(tx, node);
    }

    /** Changes what is wanted. False: somebody wrote first; re-read and decide again. */
    public boolean want(Tx tx, Guest guest, GuestMode wanted, long softReboots, long hardReboots) {
        return repository.want(tx, guest, wanted, softReboots, hardReboots);
    }

    /** What is claimed of each node, by its id; a node without guests is not in it. */
    public Map<String, Claimed> claimed(Tx tx) {
        Map<String, Claimed> claimed = new HashMap<>();
        repository
                .claimed(tx)
                .forEach(
                        row ->
                                claimed.put(
                                        row.node(),
                                        new Claimed(
                                                row.vcpus(),
                                                row.memoryMebibytes(),
                                                row.diskGibibytes(),
                                                row.guests())));
        return claimed;
    }
}
