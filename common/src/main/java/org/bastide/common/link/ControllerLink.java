package org.bastide.common.link;

import java.io.IOException;
import java.io.InputStream;

/** A node's link to one controller. */
public interface ControllerLink {
    /**
     * Sends a message; lost if the link is down, and then said again by what follows the next
     * hello.
     */
    void send(NodeMessage message);

    /**
     * Fetches the bytes of a channel. The stream throws if they end before their time.
     *
     * @throws IOException if there is no such channel
     */
    InputStream get(String channel) throws IOException;

    /**
     * Brings bytes to a channel and returns once they are taken.
     *
     * @throws IOException if nobody waits for them any more
     */
    void put(String channel, InputStream body, long length) throws IOException;
}
