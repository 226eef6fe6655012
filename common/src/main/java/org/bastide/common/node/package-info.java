/** What every agent has in common: who it is, and how it became so. */
package org.bastide.common.node;
