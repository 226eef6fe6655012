/**
 * The hypervisor behind its port. {@link org.bastide.computenode.libvirt.Hypervisor} is what the
 * agent asks for; {@link org.bastide.computenode.libvirt.LibvirtHypervisor} does it with libvirt,
 * whose domains are transient and never start by themselves. {@link
 * org.bastide.computenode.libvirt.DomainXml} turns a {@link
 * org.bastide.computenode.libvirt.DomainDescription} into libvirt's words.
 *
 * <p>Calls block, and belong on the platform threads of {@link
 * org.bastide.computenode.libvirt.Lanes}. Each lane has connections of its own, because libvirtd
 * serves only five calls of a connection at a time: one that hangs delays its own kind alone.
 */
package org.bastide.computenode.libvirt;
