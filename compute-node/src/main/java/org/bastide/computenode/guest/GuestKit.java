package org.bastide.computenode.guest;

import org.bastide.common.link.GuestObservation;
import org.bastide.computenode.libvirt.Hypervisor;
import org.bastide.computenode.libvirt.Lanes;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What all guests of the node share.
 *
 * @param hypervisor runs them
 * @param lanes where it may be called
 * @param folder the node's files of them
 * @param hooks the parts of a start, in order; undone in reverse
 * @param boot the id of the machine's boot
 * @param grace how long a guest has to power off when asked
 * @param clock tells how long it was asked
 * @param timers wake a guest that waits
 * @param linked whether a controller is connected: without one nothing is started
 * @param report is told what is seen
 */
public record GuestKit(
        Hypervisor hypervisor,
        Lanes lanes,
        GuestFolder folder,
        List<GuestHook> hooks,
        String boot,
        Duration grace,
        InstantSource clock,
        Timers timers,
        BooleanSupplier linked,
        Consumer<GuestObservation> report) {
    public GuestKit {
        hooks = List.copyOf(hooks);
    }
}
