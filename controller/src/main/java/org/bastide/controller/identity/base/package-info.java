/**
 * What identity's resource packages share: who may do what, ids, attributes of the client's own,
 * filters, lists, events.
 */
package org.bastide.controller.identity.base;
