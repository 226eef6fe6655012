package org.bastide.controller.node;

import java.util.Collection;
import java.util.Optional;

/** The links of nodes to this controller. */
public interface Links {
    /** Tells these of what nodes say; before anything is. */
    void tell(NodeEvents events);

    /** The link of a node, while it is up. */
    Optional<NodeLink> find(String node);

    /** All links that are up. */
    Collection<NodeLink> all();
}
