/**
 * What happened: events that commit with the intent they tell of, in one sequence that everything
 * else follows.
 */
package org.bastide.controller.ledger;
