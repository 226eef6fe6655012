package org.bastide.controller.node;

import org.bastide.common.http.Caller;
import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.Hello;
import org.bastide.common.link.Messages;
import org.bastide.common.tls.Keys;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Links without a network: what is sent is still written and read as on a real one. */
public final class FakeLinks implements Links {
    private final NodeService nodes;
    private final List<NodeEvents> listeners = new CopyOnWriteArrayList<>();
    private final Map<String, NodeLink> links = new ConcurrentHashMap<>();
    private final AtomicLong sessions = new AtomicLong();

    public FakeLinks(NodeService nodes) {
        this.nodes = nodes;
    }

    /** Enrols a compute node as a real one is, and tells its id. */
    public String join(Caller admin, String name) {
        String secret = nodes.invite(admin, NodeRole.COMPUTE, name).token().secret();
        String request = Keys.certificationRequest(Keys.generate(), name);
        return nodes.join(NodeRole.COMPUTE, name, secret, request).id();
    }

    /** A node says hello on a new link; what it is told goes to {@code received}. */
    public void link(Node node, Hello hello, Consumer<ControllerMessage> received) {
        NodeLink link = new NodeLink(node, new FakeWire(received), sessions.incrementAndGet());
        nodes.hello(node, hello);
        links.put(node.id(), link);
        listeners.forEach(listener -> listener.linked(node, hello, link));
    }

    public void unlink(Node node) {
        NodeLink link = links.remove(node.id());
        if (link != null) {
            link.ended();
            listeners.forEach(listener -> listener.unlinked(link));
        }
    }

    /** A node says that it is there. */
    public void beat(Node node) {
        links.get(node.id()).heard(List.of());
    }

    public void observed(Node node, GuestObservation seen) {
        listeners.forEach(listener -> listener.observed(node, seen));
    }

    @Override
    public void tell(NodeEvents events) {
        listeners.add(events);
    }

    @Override
    public Optional<NodeLink> find(String node) {
        return Optional.ofNullable(links.get(node));
    }

    @Override
    public Collection<NodeLink> all() {
        return links.values();
    }

    private record FakeWire(Consumer<ControllerMessage> received) implements Wire {
        @Override
        public void say(ControllerMessage message) {
            received.accept(Messages.read(Messages.write(message), ControllerMessage.class));
        }

        @Override
        public void close() {
            // nobody is at the other end
        }
    }
}
