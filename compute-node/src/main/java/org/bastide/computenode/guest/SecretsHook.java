package org.bastide.computenode.guest;

import org.bastide.common.link.GuestDisk;
import org.bastide.computenode.libvirt.Hypervisor;
import org.bastide.computenode.libvirt.Secret;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Holds the keys of the guest's disks in libvirt, as long as its process runs. */
public final class SecretsHook implements GuestHook {
    private final Hypervisor hypervisor;
    private final UnaryOperator<String> unseal;

    /** Keys are opened by {@code unseal}, which knows the node's private key. */
    public SecretsHook(Hypervisor hypervisor, UnaryOperator<String> unseal) {
        this.hypervisor = hypervisor;
        this.unseal = unseal;
    }

    @Override
    public void before(GuestStart start) {
        for (GuestDisk disk : start.specification().disks()) {
            hypervisor.defineSecret(
                    new Secret(
                            secret(start.guest(), disk.id()),
                            "bastide " + start.guest() + ' ' + disk.id(),
                            unseal.apply(disk.sealedKey())));
        }
    }

    @Override
    public void after(GuestRecord guest) {
        guest.disks().forEach(disk -> hypervisor.undefineSecret(secret(guest.guest(), disk)));
    }

    /** The id of the secret of a guest's disk: always the same, so that none is ever left over. */
    static String secret(String guest, String disk) {
        byte[] name = ("bastide secret " + guest + ' ' + disk).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }
}
