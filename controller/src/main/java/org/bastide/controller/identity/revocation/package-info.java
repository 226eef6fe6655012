/**
 * Rules that void tokens: of a user, project or domain, of a chain of tokens or of a single one, as
 * far as issued up to an instant.
 */
package org.bastide.controller.identity.revocation;
