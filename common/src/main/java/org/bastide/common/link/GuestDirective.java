package org.bastide.common.link;

import java.util.Optional;

/**
 * The whole desired state of one guest. Repeating it changes nothing.
 *
 * @param epoch of the duty's holder that sent it; a node obeys the newest it has seen and no older
 *     one
 * @param guest the guest's id, a UUID; its libvirt domain is {@code bastide-ID}, with the server's
 *     id as its UUID
 * @param intent the counter of what is wanted: the node reports it back once this is real
 * @param wanted what the guest should be
 * @param softReboots how often it was asked to reboot itself; the node reboots until its own
 *     counter equals it
 * @param hardReboots how often it was reset
 * @param specification what the guest is made of; absent where {@code wanted} is ABSENT
 */
public record GuestDirective(
        long epoch,
        String guest,
        long intent,
        GuestMode wanted,
        long softReboots,
        long hardReboots,
        Optional<GuestSpecification> specification)
        implements ControllerMessage {}
