/**
 * Flavors: the sizes that servers come in. A server keeps a copy of its flavor, so that one may be
 * deleted while servers of it run. A private flavor is seen by admins and by the projects that were
 * given access.
 */
package org.bastide.controller.compute.flavor;
