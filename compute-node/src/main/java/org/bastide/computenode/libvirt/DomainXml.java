package org.bastide.computenode.libvirt;

import org.bastide.computenode.libvirt.DomainDescription.Disk;

import java.util.List;

/**
 * libvirt's XML of a domain: <a href="https://libvirt.org/formatdomain.html">formatdomain</a>. A
 * q35 machine without a screen, with a serial console and PCIe ports left free for hot plug.
 */
final class DomainXml {
    /** The namespace of what we say about a domain in its metadata. */
    static final String NAMESPACE = "https://bastide.org/xmlns/domain/1";

    /** Each port costs the guest's start some milliseconds under emulation. */
    private static final int FREE_PORTS = 8;

    private final Acceleration acceleration;
    private final String architecture;
    private final Xml xml = new Xml();

    private DomainXml(NodeFacts facts) {
        this.acceleration = facts.acceleration();
        this.architecture = facts.architecture();
    }

    /** The XML of one domain on this machine. */
    static String of(DomainDescription domain, NodeFacts facts) {
        DomainXml builder = new DomainXml(facts);
        builder.xml.element(
                "domain", () -> builder.domain(domain), "type", facts.acceleration().domainType());
        return builder.xml.toString();
    }

    /** The XML of a secret that stays in memory and is shown to nobody. */
    static String of(Secret secret) {
        Xml xml = new Xml();
        xml.element(
                "secret",
                () ->
                        xml.text("uuid", secret.id())
                                .element(
                                        "usage",
                                        () -> xml.text("name", secret.usage()),
                                        "type",
                                        "ceph"),
                "ephemeral",
                "yes",
                "private",
                "yes");
        return xml.toString();
    }

    private void domain(DomainDescription domain) {
        xml.text("name", DomainNames.of(domain.guest()))
                .text("uuid", domain.server())
                .text("title", domain.name())
                .element("metadata", () -> metadata(domain))
                .text("memory", Long.toString(domain.memoryMebibytes()), "unit", "MiB")
                .text("vcpu", Integer.toString(domain.vcpus()), "placement", "static")
                .element("sysinfo", () -> systemInformation(domain), "type", "smbios")
                .element("os", this::boot)
                .element("features", () -> xml.empty("acpi").empty("apic"));
        cpu(domain);
        xml.empty("clock", "offset", "utc")
                .text("on_poweroff", "destroy")
                .text("on_reboot", "restart")
                .text("on_crash", "destroy")
                .element("devices", () -> devices(domain));
    }

    private void metadata(DomainDescription domain) {
        xml.foreign(
                "bastide",
                NAMESPACE,
                "server",
                "id",
                domain.server(),
                "name",
                domain.name(),
                "project",
                domain.project());
    }

    private void systemInformation(DomainDescription domain) {
        xml.element(
                "system",
                () ->
                        xml.text("entry", "Bastide", "name", "manufacturer")
                                .text("entry", "Bastide server", "name", "product")
                                .text("entry", domain.server(), "name", "serial")
                                .text("entry", "Virtual Machine", "name", "family"));
    }

    private void boot() {
        xml.text("type", "hvm", "arch", architecture, "machine", "q35")
                .empty("boot", "dev", "hd")
                .empty("smbios", "mode", "sysinfo");
    }

    private void cpu(DomainDescription domain) {
        Runnable topology =
                () ->
                        xml.empty(
                                "topology",
                                "sockets",
                                Integer.toString(domain.vcpus()),
                                "cores",
                                "1",
                                "threads",
                                "1");
        switch (acceleration) {
            case KVM -> xml.element("cpu", topology, "mode", "host-model");
            // all that TCG can translate: some guests need x86-64-v3, and none starts faster
            // without
            case EMULATED -> xml.element("cpu", topology, "mode", "maximum");
        }
    }

    private void devices(DomainDescription domain) {
        controllers(domain);
        List<Disk> disks = domain.disks();
        int[] used = new int[DiskBus.values().length];
        for (Disk disk : disks) {
            disk(disk, disk.bus().device(used[family(disk.bus())]++));
        }
        configDrive(domain, used);
        xml.element("serial", () -> console(domain), "type", "pty")
                .element("rng", this::randomness, "model", "virtio")
                .empty("memballoon", "model", "virtio")
                .element("video", () -> xml.empty("model", "type", "none"));
    }

    private void controllers(DomainDescription domain) {
        xml.empty("controller", "type", "usb", "model", "none")
                .empty("controller", "type", "pci", "index", "0", "model", "pcie-root");
        int used = 2 + domain.disks().size();
        for (int port = 1; port <= used + FREE_PORTS; port++) {
            xml.empty(
                    "controller",
                    "type",
                    "pci",
                    "index",
                    Integer.toString(port),
                    "model",
                    "pcie-root-port");
        }
        boolean scsi =
                domain.configDriveBus() == DiskBus.SCSI
                        || domain.disks().stream().anyMatch(disk -> disk.bus() == DiskBus.SCSI);
        if (scsi) {
            xml.empty("controller", "type", "scsi", "model", "virtio-scsi");
        }
    }

    private void disk(Disk disk, String device) {
        Runnable rest =
                () ->
                        xml.empty("target", "dev", device, "bus", disk.bus().libvirtName())
                                .text("serial", disk.id());
        switch (disk.source()) {
            case DiskSource.Rbd rbd ->
                    xml.element(
                            "disk",
                            () -> {
                                driver();
                                rbd(rbd);
                                rest.run();
                            },
                            "type",
                            "network",
                            "device",
                            "disk");
            case DiskSource.RawFile file ->
                    xml.element(
                            "disk",
                            () -> {
                                driver();
                                xml.empty("source", "file", file.path().toString());
                                rest.run();
                            },
                            "type",
                            "file",
                            "device",
                            "disk");
        }
    }

    private void driver() {
        xml.empty(
                "driver", "name", "qemu", "type", "raw", "cache", "writeback", "discard", "unmap");
    }

    private void rbd(DiskSource.Rbd rbd) {
        Runnable hosts =
                () -> {
                    for (String monitor : rbd.monitors()) {
                        int colon = monitor.lastIndexOf(':');
                        xml.empty(
                                "host",
                                "name",
                                monitor.substring(0, colon).replaceAll("[\\[\\]]", ""),
                                "port",
                                monitor.substring(colon + 1));
                    }
                };
        xml.element(
                "auth",
                () -> xml.empty("secret", "type", "ceph", "uuid", rbd.secret()),
                "username",
                rbd.user());
        xml.element("source", hosts, "protocol", "rbd", "name", rbd.pool() + '/' + rbd.image());
    }

    private void configDrive(DomainDescription domain, int[] used) {
        DiskBus bus = domain.configDriveBus();
        // a virtio disk cannot be a CD; guests find the drive by its label, whatever it is in
        String device = bus == DiskBus.VIRTIO ? "disk" : "cdrom";
        xml.element(
                "disk",
                () ->
                        xml.empty("driver", "name", "qemu", "type", "raw")
                                .empty("source", "file", domain.configDrive().toString())
                                .empty(
                                        "target",
                                        "dev",
                                        bus.device(used[family(bus)]++),
                                        "bus",
                                        bus.libvirtName())
                                .empty("readonly"),
                "type",
                "file",
                "device",
                device);
    }

    private void console(DomainDescription domain) {
        xml.empty("log", "file", domain.consoleLog().toString(), "append", "on")
                .element(
                        "target",
                        () -> xml.empty("model", "name", "isa-serial"),
                        "type",
                        "isa-serial",
                        "port",
                        "0");
    }

    private void randomness() {
        xml.text("backend", "/dev/urandom", "model", "random");
    }

    /** SCSI and SATA disks share the names {@code sda} and on. */
    private static int family(DiskBus bus) {
        return bus == DiskBus.VIRTIO ? 0 : 1;
    }
}
