/**
 * Nodes: how they join, their links, and whether they live. {@link
 * org.bastide.controller.node.LinkListener} is where they dial in; what they say is passed on to
 * the packages that it concerns by {@link org.bastide.controller.node.NodeEvents}.
 */
package org.bastide.controller.node;
