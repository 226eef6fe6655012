/**
 * {@code bastide}, the operators' command: a client of the public APIs that needs no access to the
 * cloud's machines. {@link org.bastide.cli.Main} joins the commands; what goes wrong is a {@link
 * org.bastide.cli.Complaint}, shown as one line.
 */
package org.bastide.cli;
