/** A hypervisor in memory, for tests and faults. */
package org.bastide.computenode.simulated;
