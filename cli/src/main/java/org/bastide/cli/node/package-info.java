/** Commands about the servers of the cloud. */
package org.bastide.cli.node;
