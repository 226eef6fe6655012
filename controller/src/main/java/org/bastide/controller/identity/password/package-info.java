/** Passwords: Argon2id, in the common text form, so that its costs can be raised later. */
package org.bastide.controller.identity.password;
