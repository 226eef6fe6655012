/** The storage-node of Bastide. */
package org.bastide.storagenode;
