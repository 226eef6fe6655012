package org.bastide.controller.node;

import org.bastide.common.link.Answer;
import org.bastide.common.link.ControllerLink;
import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.Heartbeat;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Messages;
import org.bastide.common.link.NodeHandler;
import org.bastide.common.link.Query;
import org.bastide.common.link.UnknownMessage;
import org.bastide.common.link.Unsupported;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An agent that keeps what it is told, and answers questions about some guests. */
final class FakeNode implements NodeHandler {
    final BlockingQueue<ControllerMessage> received = new LinkedBlockingQueue<>();
    volatile ControllerLink link;

    @Override
    public Hello hello() {
        return new Hello(
                Messages.PROTOCOL,
                List.of(),
                "test",
                "boot",
                List.of("192.0.2.1"),
                Optional.empty(),
                List.of());
    }

    @Override
    public Heartbeat heartbeat() {
        return new Heartbeat(List.of());
    }

    @Override
    public void receive(ControllerMessage message, ControllerLink from) {
        link = from;
        received.add(message);
        switch (message) {
            case Query query -> answer(query);
            case UnknownMessage ignored -> from.send(new Unsupported(Optional.of("unknown")));
            default -> {
                // kept, above
            }
        }
    }

    private void answer(Query query) {
        switch (query.guest()) {
            case "talks" ->
                    link.send(new Answer(query.id(), Optional.of("login:"), Optional.empty()));
            case "mute" ->
                    link.send(new Answer(query.id(), Optional.empty(), Optional.of("no log")));
            default -> {
                // it never answers
            }
        }
    }

    /** The next message; fails if none comes. */
    ControllerMessage next() {
        try {
            ControllerMessage message = received.poll(30, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("nothing was received");
            }
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
