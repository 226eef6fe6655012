/**
 * Keypairs: the public keys that users have put into their servers. They belong to a user, not to a
 * project. A key that is generated here is returned once, and kept nowhere.
 */
package org.bastide.controller.compute.keypair;
