/** The cli of Bastide. */
package org.bastide.cli;
