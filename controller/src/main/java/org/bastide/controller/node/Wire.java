package org.bastide.controller.node;

import io.vertx.core.http.ServerWebSocket;

/** What a link needs of its connection. */
interface Wire {
    boolean isClosed();

    /** Whether the other end reads too slowly. */
    boolean isFull();

    void write(String text);

    void close();

    /** A node's WebSocket. */
    static Wire of(ServerWebSocket socket) {
        return new Wire() {
            @Override
            public boolean isClosed() {
                return socket.isClosed();
            }

            @Override
            public boolean isFull() {
                return socket.writeQueueFull();
            }

            @Override
            public void write(String text) {
                socket.writeTextMessage(text);
            }

            @Override
            public void close() {
                socket.close();
            }
        };
    }
}
