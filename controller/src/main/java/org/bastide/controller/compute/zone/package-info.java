/** Availability zones: names that servers may be placed by. Which there are, the nodes say. */
package org.bastide.controller.compute.zone;
