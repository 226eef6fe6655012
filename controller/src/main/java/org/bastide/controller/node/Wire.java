package org.bastide.controller.node;

import io.vertx.core.http.ServerWebSocket;

import org.bastide.common.link.ControllerMessage;
import org.bastide.common.link.Outbox;

/** What a link needs of its connection. */
interface Wire {
    void say(ControllerMessage message);

    void close();

    /** A node's WebSocket. */
    static Wire of(String node, ServerWebSocket socket) {
        Outbox outbox = new Outbox(node, socket);
        return new Wire() {
            @Override
            public void say(ControllerMessage message) {
                outbox.say(message);
            }

            @Override
            public void close() {
                outbox.close();
            }
        };
    }
}
