package org.bastide.controller.compute;

import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.GuestDirective;
import org.bastide.common.link.GuestMode;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.GuestState;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Inventory;
import org.bastide.controller.node.FakeLinks;
import org.bastide.controller.node.Node;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * A compute node that obeys at once and has no machines. Its own thread receives and reports, in
 * order, as a link's does.
 */
public final class FakeComputeNode implements AutoCloseable {
    private final FakeLinks links;
    private final Node node;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final Map<String, Held> guests = new ConcurrentHashMap<>();
    private final List<GuestDirective> directives = new CopyOnWriteArrayList<>();
    private volatile Optional<String> refusal = Optional.empty();
    private volatile BooleanSupplier deaf = () -> false;
    private volatile BooleanSupplier mute = () -> false;

    private record Held(String server, GuestDirective last, GuestState state, String reason) {}

    FakeComputeNode(FakeLinks links, Node node) {
        this.links = links;
        this.node = node;
    }

    public String name() {
        return node.name();
    }

    /** Says that it is there. */
    public void beat() {
        links.beat(node);
    }

    /** Dials in and says what is there. */
    public void link() {
        List<GuestObservation> seen =
                guests.entrySet().stream()
                        .map(one -> observation(one.getKey(), one.getValue()))
                        .toList();
        Inventory inventory =
                new Inventory(8, 16_384, 1000, "kvm", 10_000_000, "x86_64", "host", "192.0.2.1");
        Hello hello =
                new Hello(1, List.of(), "test", "boot", List.of(), Optional.of(inventory), seen);
        onThread(() -> links.link(node, hello, this::receive));
    }

    public void unlink() {
        onThread(() -> links.unlink(node));
    }

    /** A power cut: what ran is gone. */
    public void reboot() {
        unlink();
        onThread(guests::clear);
        link();
    }

    /** From now on no guest can be started, for this reason. */
    public void refusing(String reason) {
        refusal = Optional.of(reason);
    }

    public void obeying() {
        refusal = Optional.empty();
    }

    /** Which directives, and which of its own reports, are lost. */
    public void losing(BooleanSupplier directive, BooleanSupplier observation) {
        deaf = directive;
        mute = observation;
    }

    /** The guest shuts itself down. */
    public void powerOff(String server) {
        onThread(
                () -> {
                    String guest = guestOf(server).orElseThrow();
                    guests.computeIfPresent(
                            guest,
                            (_, held) ->
                                    new Held(
                                            held.server(),
                                            held.last(),
                                            GuestState.STOPPED,
                                            "powered off by itself"));
                    report(guest);
                });
    }

    /** Says again what a guest was at an older intent, as a message that comes late does. */
    public void saysLate(String server, long intent, GuestState state) {
        onThread(
                () ->
                        links.observed(
                                node,
                                new GuestObservation(
                                        guestOf(server).orElseThrow(),
                                        intent,
                                        state,
                                        Optional.empty(),
                                        0,
                                        0)));
    }

    /** What the server's guest is here, empty where it is not. */
    public Optional<GuestState> state(String server) {
        return guestOf(server).map(guests::get).map(Held::state);
    }

    /** The directives of a server's guest, in order. */
    public List<GuestDirective> directives(String server) {
        return directives.stream()
                .filter(
                        one ->
                                one.specification()
                                        .map(s -> s.server().equals(server))
                                        .orElse(false))
                .toList();
    }

    private Optional<String> guestOf(String server) {
        return guests.entrySet().stream()
                .filter(one -> one.getValue().server().equals(server))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private void receive(ControllerMessage message) {
        if (message instanceof GuestDirective directive && !deaf.getAsBoolean()) {
            thread.execute(() -> obey(directive));
        }
    }

    private void obey(GuestDirective directive) {
        directives.add(directive);
        String guest = directive.guest();
        if (directive.wanted() == GuestMode.ABSENT) {
            guests.remove(guest);
            say(
                    new GuestObservation(
                            guest, directive.intent(), GuestState.ABSENT, Optional.empty(), 0, 0));
            return;
        }
        Held held = guests.get(guest);
        if (held == null || held.last().intent() < directive.intent()) {
            boolean fails = directive.wanted() == GuestMode.RUNNING && refusal.isPresent();
            guests.put(
                    guest,
                    new Held(
                            directive.specification().orElseThrow().server(),
                            directive,
                            fails ? GuestState.FAILED : state(directive.wanted()),
                            fails ? refusal.orElse("") : ""));
        }
        report(guest);
    }

    private static GuestState state(GuestMode wanted) {
        return GuestState.valueOf(wanted.name());
    }

    private void report(String guest) {
        say(observation(guest, guests.get(guest)));
    }

    private static GuestObservation observation(String guest, Held held) {
        return new GuestObservation(
                guest,
                held.last().intent(),
                held.state(),
                Optional.of(held.reason()).filter(text -> !text.isEmpty()),
                held.last().softReboots(),
                held.last().hardReboots());
    }

    private void say(GuestObservation seen) {
        if (!mute.getAsBoolean()) {
            links.observed(node, seen);
        }
    }

    private void onThread(Runnable work) {
        try {
            thread.submit(work).get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
