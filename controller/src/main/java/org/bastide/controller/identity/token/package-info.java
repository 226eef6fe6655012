/**
 * Tokens: issued for a password or another token, validated, revoked. A token carries who, where,
 * since when and until when, under a signature; whether it is good and which roles it means is
 * looked up in the {@link org.bastide.controller.identity.snapshot snapshot} each time. Nothing is
 * stored when one is issued.
 */
package org.bastide.controller.identity.token;
