/**
 * Instance actions: what callers have done to a server and what came of it, read from the ledger.
 * Nothing is written for them beyond the ledger's events.
 */
package org.bastide.controller.compute.instanceaction;
