/**
 * Work on bytes, done by a storage node on request. A task lives in memory only: what it is for is
 * an unsettled row of its own reconciler, which asks again after a failure, a lost node or a
 * restart; all work is idempotent on the id it names.
 */
package org.bastide.controller.task;
