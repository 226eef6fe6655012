/**
 * Work that one controller does at a time. A duty's row in {@code lease} names its holder and
 * counts the holders by an epoch; a fenced transaction locks that row first, so that a deposed
 * holder writes nothing.
 */
package org.bastide.controller.lease;
