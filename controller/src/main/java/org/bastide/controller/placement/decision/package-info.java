/**
 * The placement decision: a pure function of a fleet and a demand. No I/O, no clock, no locks. That
 * there is no room is an answer with reasons, never a null or an exception.
 */
package org.bastide.controller.placement.decision;
