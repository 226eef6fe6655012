/**
 * Where guests go. The decision is a pure function ({@code placement.decision}); the duty that
 * applies it lives with the guests.
 */
package org.bastide.controller.placement;
