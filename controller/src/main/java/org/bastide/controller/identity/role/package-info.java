/** Roles, and which of them imply which. */
package org.bastide.controller.identity.role;
