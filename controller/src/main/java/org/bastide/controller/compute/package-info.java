/**
 * Compute, as Nova's API v2.1 has it. One package per resource; {@link
 * org.bastide.controller.compute.CatalogAssembly} joins those that say what a tenant may have:
 * flavors, keypairs, quotas, limits, zones, and the documents that tell which versions are served.
 */
package org.bastide.controller.compute;
