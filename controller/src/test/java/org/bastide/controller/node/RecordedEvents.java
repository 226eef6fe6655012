package org.bastide.controller.node;

import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.Hello;
import org.bastide.common.link.TaskObservation;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps what nodes say, and does something when they link. */
final class RecordedEvents implements NodeEvents {
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    volatile Consumer<NodeLink> onLinked = link -> {};
    volatile Runnable onObserved = () -> {};

    @Override
    public void linked(Node node, Hello hello, NodeLink link) {
        onLinked.accept(link);
        seen.add("linked " + node.name());
    }

    @Override
    public void unlinked(NodeLink link) {
        seen.add("unlinked " + link.node().name());
    }

    @Override
    public void observed(Node node, GuestObservation observation) {
        onObserved.run();
        seen.add("guest " + observation.guest());
    }

    @Override
    public void observed(Node node, TaskObservation observation) {
        seen.add("task " + observation.task());
    }

    String next() {
        try {
            String next = seen.poll(30, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing was seen");
            }
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> next(int count) {
        return java.util.stream.Stream.generate(this::next).limit(count).toList();
    }
}
