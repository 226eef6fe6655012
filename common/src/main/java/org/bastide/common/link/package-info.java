/**
 * The link between a node and the controllers: one WebSocket with mutual TLS that the node dials,
 * carrying JSON records. {@link org.bastide.common.link.ControllerMessage} goes down, {@link
 * org.bastide.common.link.NodeMessage} goes up. Bulk bytes never share it: for them the controller
 * says {@link org.bastide.common.link.OpenChannel} or names a channel in a task, and the node makes
 * an HTTP request of its own to {@code /channels/ID}.
 *
 * <p>Messages evolve by adding optional fields; unknown fields are ignored and an unknown directive
 * is answered {@code UNSUPPORTED}. A node's id and role come from its certificate, never from a
 * message.
 */
package org.bastide.common.link;
