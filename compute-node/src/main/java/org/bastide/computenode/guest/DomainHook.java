package org.bastide.computenode.guest;

import org.bastide.common.link.GuestDisk;
import org.bastide.common.link.GuestSpecification;
import org.bastide.computenode.libvirt.DiskBus;
import org.bastide.computenode.libvirt.DiskSource;
import org.bastide.computenode.libvirt.DomainDescription;
import org.bastide.computenode.libvirt.DomainDescription.Disk;
import org.bastide.computenode.libvirt.Hypervisor;
import org.bastide.computenode.libvirt.HypervisorException;
import org.bastide.computenode.libvirt.HypervisorLostException;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The guest's process: the last hook. */
public final class DomainHook implements GuestHook {
    private static final String DISK_BUS = "hw_disk_bus";
    private static final String DRIVE_BUS = "hw_cdrom_bus";

    private final Hypervisor hypervisor;
    private final GuestFolder folder;
    private final BiFunction<String, GuestDisk, DiskSource> sources;

    /** With disks in Ceph. */
    public DomainHook(Hypervisor hypervisor, GuestFolder folder) {
        this(hypervisor, folder, DomainHook::rbd);
    }

    /** With disks elsewhere: {@code sources} is given the guest and the disk. */
    DomainHook(
            Hypervisor hypervisor,
            GuestFolder folder,
            BiFunction<String, GuestDisk, DiskSource> sources) {
        this.hypervisor = hypervisor;
        this.folder = folder;
        this.sources = sources;
    }

    @Override
    public void before(GuestStart start) {
        if (start.fromMemory()) {
            restore(start);
        } else {
            hypervisor.create(describe(start), start.begin());
        }
    }

    @Override
    public void after(GuestRecord guest) {
        hypervisor.destroy(guest.guest());
    }

    private void restore(GuestStart start) {
        try {
            hypervisor.restore(folder.takeMemory(start.guest()), start.begin());
        } catch (HypervisorLostException e) {
            // it may run by now: its memory must not be used again
            throw e;
        } catch (HypervisorException e) {
            folder.returnMemory(start.guest());
            throw e;
        }
    }

    private DomainDescription describe(GuestStart start) {
        GuestSpecification specification = start.specification();
        Map<String, String> properties = specification.properties();
        DiskBus bus = DiskBus.of(DISK_BUS, properties.getOrDefault(DISK_BUS, "virtio"));
        List<Disk> disks =
                specification.disks().stream()
                        .map(disk -> new Disk(disk.id(), sources.apply(start.guest(), disk), bus))
                        .toList();
        return new DomainDescription(
                start.guest(),
                specification.server(),
                specification.name(),
                specification.project(),
                specification.vcpus(),
                specification.memoryMebibytes(),
                disks,
                folder.configDrive(start.guest()),
                DiskBus.of(DRIVE_BUS, properties.getOrDefault(DRIVE_BUS, "sata")),
                folder.consoleLog(start.guest()));
    }

    private static DiskSource rbd(String guest, GuestDisk disk) {
        return new DiskSource.Rbd(
                disk.pool(),
                disk.image(),
                disk.monitors(),
                disk.user(),
                SecretsHook.secret(guest, disk.id()));
    }
}
