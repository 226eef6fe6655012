/**
 * Guests: servers' places on nodes. {@link org.bastide.controller.compute.guest.PlacementDuty}
 * makes them, {@link org.bastide.controller.compute.guest.GuestDuty} tells the nodes what is wanted
 * and cleans up what is gone, {@link org.bastide.controller.compute.guest.GuestObserver} records
 * what the nodes see.
 */
package org.bastide.controller.compute.guest;
