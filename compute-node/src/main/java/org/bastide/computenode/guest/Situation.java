package org.bastide.computenode.guest;

import org.bastide.common.link.GuestMode;
import org.bastide.computenode.libvirt.DomainState;

/**
 * All that the next action depends on.
 *
 * @param wanted what the guest should be
 * @param standing how far the node has come with that
 * @param hardDue whether a hard reboot was asked for and not done
 * @param softDue whether a soft reboot was asked for and not done
 * @param domain what the hypervisor says
 * @param saved whether its memory is saved on the node
 * @param patience how long it has been asked to power off
 */
record Situation(
        GuestMode wanted,
        Standing standing,
        boolean hardDue,
        boolean softDue,
        DomainState domain,
        boolean saved,
        Patience patience) {}
