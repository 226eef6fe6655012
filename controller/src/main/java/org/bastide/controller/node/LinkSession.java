package org.bastide.controller.node;

import org.bastide.common.http.Problem;
import org.bastide.common.link.Answer;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.Heartbeat;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Messages;
import org.bastide.common.link.NodeMessage;
import org.bastide.common.link.SyncEnd;
import org.bastide.common.link.TaskObservation;
import org.bastide.common.link.UnknownMessage;
import org.bastide.common.link.Unsupported;
import org.bastide.common.link.Welcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.List;

/** What a node says on one link, in order: hello first, then anything. */
final class LinkSession {
    private static final Logger LOG = LoggerFactory.getLogger(LinkSession.class);

    private final Node node;
    private final NodeLink link;
    private final LinkListener listener;
    private final NodeService nodes;
    private final List<NodeEvents> events;
    private final String controller;
    private boolean greeted;

    LinkSession(
            Node node,
            NodeLink link,
            LinkListener listener,
            NodeService nodes,
            List<NodeEvents> events,
            String controller) {
        this.node = node;
        this.link = link;
        this.listener = listener;
        this.nodes = nodes;
        this.events = events;
        this.controller = controller;
    }

    /**
     * Takes a message. One that could not be taken would be lost, so the link is cut: the hello of
     * the next one says everything again.
     */
    void receive(NodeMessage message) {
        try {
            take(message);
        } catch (Problem e) {
            LOG.warn("the link of node {} is cut: {}", node.name(), e.getMessage());
            link.close();
        } catch (RuntimeException e) {
            LOG.error("the link of node {} is cut: a message failed", node.name(), e);
            link.close();
        }
    }

    private void take(NodeMessage message) {
        boolean tooLate = greeted ? listener.isReplaced(link) : link.isEnded();
        if (tooLate) {
            return; // what a newer link has said goes before it
        }
        if (!greeted && !(message instanceof Hello)) {
            LOG.warn("node {} did not begin with a hello", node.name());
            link.close();
            return;
        }
        link.heard(message instanceof Heartbeat heartbeat ? heartbeat.degraded() : link.degraded());
        switch (message) {
            case Hello hello -> greet(hello);
            case Heartbeat ignored -> {
                // heard, above
            }
            case GuestObservation observation ->
                    events.forEach(event -> event.observed(node, observation));
            case TaskObservation observation ->
                    events.forEach(event -> event.observed(node, observation));
            case Answer answer -> link.answered(answer);
            case Unsupported unsupported ->
                    LOG.warn(
                            "node {} does not support {}",
                            node.name(),
                            unsupported.subject().orElse("a directive"));
            case UnknownMessage ignored -> LOG.debug("node {} said something newer", node.name());
        }
    }

    private void greet(Hello hello) {
        if (hello.protocol() < 1) {
            LOG.warn("node {} speaks no version of the link that we do", node.name());
            link.close();
            return;
        }
        nodes.hello(node, hello);
        if (!greeted) {
            LOG.info("node {} is linked", node.name());
        }
        greeted = true;
        link.send(new Welcome(Messages.PROTOCOL, controller, List.of()));
        listener.opened(link);
        events.forEach(event -> event.linked(node, hello, link));
        link.send(new SyncEnd());
    }

    /** The link is gone, and nothing that was said on it is left. */
    void ended() {
        if (greeted) {
            LOG.warn("the link of node {} is down", node.name());
            events.forEach(event -> event.unlinked(link));
        }
    }
}
