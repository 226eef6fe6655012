/**
 * The cloud's certificates: one root, with separate issuers for the public API and for the node
 * link. A certificate names the region; a node's also its id and role.
 */
package org.bastide.controller.ca;
