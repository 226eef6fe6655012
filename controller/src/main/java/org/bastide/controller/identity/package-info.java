/**
 * Identity, as Keystone's API v3 has it: who there is, what they may, and the tokens that prove it.
 * One package per resource, {@code base} for what they share, {@code snapshot} for the copy that
 * tokens are looked up in; {@link org.bastide.controller.identity.IdentityAssembly} joins them.
 */
package org.bastide.controller.identity;
