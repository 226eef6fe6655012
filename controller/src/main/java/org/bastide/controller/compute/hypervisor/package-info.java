/** Nova's hypervisors: the compute nodes, for administrators. */
package org.bastide.controller.compute.hypervisor;
