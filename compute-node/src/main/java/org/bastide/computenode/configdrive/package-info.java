/**
 * What a guest reads about itself: OpenStack's config drive, an ISO 9660 image labelled {@code
 * config-2}.
 */
package org.bastide.computenode.configdrive;
