/** Keys, certificates and what is sealed to them. */
package org.bastide.common.tls;
