/** The compute-node of Bastide. */
package org.bastide.computenode;
