/** The common of Bastide. */
package org.bastide.common;
