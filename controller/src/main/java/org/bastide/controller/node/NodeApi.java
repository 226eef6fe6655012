package org.bastide.controller.node;

import org.bastide.common.http.Json;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.common.link.Messages;
import org.bastide.common.node.Join;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** {@code /bastide/v1/nodes}, {@code /node-tokens} and {@code /join}. */
public final class NodeApi {
    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private final NodeService nodes;
    private final Links links;

    public NodeApi(NodeService nodes, Links links) {
        this.nodes = nodes;
        this.links = links;
    }

    public void mount(Routes routes) {
        routes.get("/nodes", this::list);
        routes.post("/node-tokens", this::invite);
        routes.open("POST", "/join", this::join);
    }

    /** A node as operators see it. */
    private record NodeView(
            String id,
            String name,
            String role,
            String state,
            Instant stateAt,
            String release,
            String address,
            boolean linked,
            List<String> degraded) {}

    private Reply list(Request request) {
        List<NodeView> views = nodes.list(request.caller()).stream().map(this::view).toList();
        return Reply.ok(Map.of("nodes", views));
    }

    private NodeView view(Node node) {
        return new NodeView(
                node.id(),
                node.name(),
                node.role().word(),
                node.state().name().toLowerCase(java.util.Locale.ROOT),
                node.stateAt(),
                node.release().orElse(""),
                node.addresses().isEmpty() ? "" : node.addresses().getFirst(),
                links.find(node.id()).isPresent(),
                links.find(node.id()).map(NodeLink::degraded).orElse(List.of()));
    }

    private Reply invite(Request request) {
        Json wanted = request.json("node_token").only("role", "name");
        NodeService.Invitation invitation =
                nodes.invite(request.caller(), role(wanted), name(wanted));
        return Reply.created(
                Map.of(
                        "node_token",
                        Map.of(
                                "token",
                                invitation.token().encode(),
                                "expires_at",
                                invitation.expires())));
    }

    private Reply join(Request request) {
        Json wanted = request.json().only("role", "name", "secret", "certificationRequest");
        Join.Admission admission =
                nodes.join(
                        role(wanted),
                        name(wanted),
                        wanted.string("secret", 1, 255),
                        wanted.string("certificationRequest", 1, 8192));
        return new Reply(
                201, Map.of(), new Reply.Body.Text("application/json", Messages.write(admission)));
    }

    private static NodeRole role(Json wanted) {
        return NodeRole.of(wanted.string("role", 1, 16))
                .orElseThrow(() -> wanted.invalid("role", "is neither 'compute' nor 'storage'"));
    }

    private static String name(Json wanted) {
        String name = wanted.string("name", 1, 63);
        if (!name.matches(NAME)) {
            throw wanted.invalid("name", "is not a host name");
        }
        return name;
    }
}
