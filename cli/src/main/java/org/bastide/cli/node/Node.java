package org.bastide.cli.node;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.cli.api.Service;
import org.bastide.cli.api.Session;

import java.util.ArrayList;
import java.util.List;

/** A server of the cloud, as the operators' API shows it. */
record Node(
        String name,
        String role,
        String state,
        String release,
        String address,
        List<String> degraded) {

    Node {
        degraded = List.copyOf(degraded);
    }

    /** All of them, as the API answers. */
    static JsonNode answer(Session session) {
        return session.get(Service.BASTIDE, "/nodes")
                .expect("list the nodes", 200)
                .json()
                .path("nodes");
    }

    /** All of them. */
    static List<Node> list(Session session) {
        List<Node> nodes = new ArrayList<>();
        for (JsonNode node : answer(session)) {
            List<String> degraded = new ArrayList<>();
            node.path("degraded").forEach(reason -> degraded.add(reason.asText()));
            nodes.add(
                    new Node(
                            node.path("name").asText(),
                            node.path("role").asText(),
                            node.path("state").asText(),
                            node.path("release").asText(),
                            node.path("address").asText(),
                            degraded));
        }
        return List.copyOf(nodes);
    }

    boolean up() {
        return state.equals("up");
    }
}
