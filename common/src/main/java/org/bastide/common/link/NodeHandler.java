package org.bastide.common.link;

/** What an agent does with its links. */
public interface NodeHandler {
    /** What the node says first on each new link. */
    Hello hello();

    /** How the node is, for the next heartbeat. */
    Heartbeat heartbeat();

    /**
     * Takes a message. Messages of one link come one at a time, in order, on a virtual thread: what
     * takes long, or calls native code, goes elsewhere.
     */
    void receive(ControllerMessage message, ControllerLink link);
}
