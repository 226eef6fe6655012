/**
 * Quotas: how much a project may have. Limits are rows where they differ from the built-in ones;
 * use is a sum over live rows, taken under a lock of the project in the transaction that adds to
 * it, so that there is no counter to drift.
 */
package org.bastide.controller.compute.quota;
