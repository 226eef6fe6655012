package org.bastide.computenode.guest;

import org.bastide.common.link.GuestSpecification;
import org.bastide.computenode.libvirt.Hypervisor.Begin;

/**
 * A start of a guest's process.
 *
 * @param guest the guest's id
 * @param specification what it is made of
 * @param begin how its CPUs begin
 * @param fromMemory whether it goes on where its saved memory left off
 */
public record GuestStart(
        String guest, GuestSpecification specification, Begin begin, boolean fromMemory) {}
