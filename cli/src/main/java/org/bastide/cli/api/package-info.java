/**
 * Requests to a cloud. A {@link org.bastide.cli.api.Session} has a token and finds each service in
 * the catalog; it waits for a cloud that does not answer yet.
 */
package org.bastide.cli.api;
