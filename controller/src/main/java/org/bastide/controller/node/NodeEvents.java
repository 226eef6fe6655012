package org.bastide.controller.node;

import org.bastide.common.link.GuestObservation;
import org.bastide.common.link.Hello;
import org.bastide.common.link.TaskObservation;

/** Who is told of what nodes say. Called on the link's own thread, in order. */
public interface NodeEvents {
    /** A node has linked and said what it has and runs. */
    default void linked(Node node, Hello hello, NodeLink link) {}

    /** A link is gone; the node may have a newer one already. */
    default void unlinked(NodeLink link) {}

    /** A node saw something of a guest. */
    default void observed(Node node, GuestObservation observation) {}

    /** A node said how a task goes. */
    default void observed(Node node, TaskObservation observation) {}
}
