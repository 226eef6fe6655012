/** A project's limits and what it has used of them, in one answer. */
package org.bastide.controller.compute.limit;
