/** Nova's host aggregates: there are none yet, and the list says so. */
package org.bastide.controller.compute.aggregate;
