/**
 * Tasks: leased pieces of storage work. A task is known by its id and attempt; a directive that
 * comes again is answered again and starts nothing. All of it is in memory: after a restart the
 * controller says again what it wants, and the work is idempotent.
 */
package org.bastide.storagenode.task;
