/**
 * {@code bastide apply}: what a file says should be there is made if it is not, through the public
 * APIs. What is there is left as it is, so that a second run changes nothing; a run that was cut
 * off is completed by the next.
 */
package org.bastide.cli.apply;
