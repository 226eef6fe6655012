package org.bastide.controller.compute.instanceaction;

import org.bastide.controller.ledger.Event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody did to a server.
 *
 * @param host where the server was then
 * @param end what came of it, once that is known
 */
record InstanceAction(
        Event event, String action, String step, Optional<String> host, Optional<Event> end) {
    /** The ledger's kinds as Nova names the action and its one step. */
    private static final Map<String, List<String>> ACTIONS =
            Map.ofEntries(
                    Map.entry(
                            "server.create",
                            List.of("create", "compute__do_build_and_run_instance")),
                    Map.entry("server.start", List.of("start", "compute_start_instance")),
                    Map.entry("server.stop", List.of("stop", "compute_stop_instance")),
                    Map.entry("server.pause", List.of("pause", "compute_pause_instance")),
                    Map.entry("server.unpause", List.of("unpause", "compute_unpause_instance")),
                    Map.entry("server.suspend", List.of("suspend", "compute_suspend_instance")),
                    Map.entry("server.resume", List.of("resume", "compute_resume_instance")),
                    Map.entry("server.soft_reboot", List.of("reboot", "compute_reboot_instance")),
                    Map.entry("server.hard_reboot", List.of("reboot", "compute_reboot_instance")),
                    Map.entry("server.lock", List.of("lock", "api_lock")),
                    Map.entry("server.unlock", List.of("unlock", "api_unlock")),
                    Map.entry("server.delete", List.of("delete", "compute_terminate_instance")));

    /** What ends an action; a server that is being deleted ends only by that. */
    private static final Set<String> ENDS =
            Set.of("server.state", "server.error", "server.deleted", "server.launch");

    private static final Set<String> AT_ONCE = Set.of("lock", "unlock");

    /** The actions that a server's events tell of, oldest first. */
    static List<InstanceAction> of(List<Event> events) {
        List<InstanceAction> actions = new ArrayList<>();
        Optional<String> host = Optional.empty();
        for (int index = 0; index < events.size(); index++) {
            Event event = events.get(index);
            List<String> names = ACTIONS.get(event.kind());
            if (event.kind().equals("server.place")) {
                host = Optional.of(event.detail().get("host"));
            } else if (names != null && event.request().isPresent()) {
                List<Event> later = events.subList(index + 1, events.size());
                Optional<String> where = host.or(() -> placed(later));
                actions.add(
                        new InstanceAction(
                                event, names.get(0), names.get(1), where, end(event, later)));
            }
        }
        return actions;
    }

    private static Optional<String> placed(List<Event> events) {
        return events.stream()
                .filter(event -> event.kind().equals("server.place"))
                .map(event -> event.detail().get("host"))
                .findFirst();
    }

    private static Optional<Event> end(Event action, List<Event> later) {
        String name = ACTIONS.get(action.kind()).getFirst();
        if (AT_ONCE.contains(name)) {
            return Optional.of(action);
        }
        boolean deletes = name.equals("delete");
        return later.stream()
                .filter(
                        event ->
                                deletes
                                        ? event.kind().equals("server.deleted")
                                        : ENDS.contains(event.kind()))
                .findFirst();
    }

    boolean failed() {
        return end.filter(event -> event.kind().equals("server.error")).isPresent();
    }

    Instant updated() {
        return end.map(Event::at).orElse(event.at());
    }

    String request() {
        return event.request().orElseThrow();
    }
}
