package org.bastide.computenode.libvirt;

/** What a disk is plugged into. */
public enum DiskBus {
    VIRTIO("virtio", "vd"),
    SCSI("scsi", "sd"),
    SATA("sata", "sd");

    private final String libvirtName;
    private final String devicePrefix;

    DiskBus(String libvirtName, String devicePrefix) {
        this.libvirtName = libvirtName;
        this.devicePrefix = devicePrefix;
    }

    /**
     * The bus that an image's property names.
     *
     * @throws HypervisorException if we have no such bus
     */
    public static DiskBus of(String property, String name) {
        return switch (name) {
            case "virtio" -> VIRTIO;
            case "scsi" -> SCSI;
            // the q35 machine has no IDE; guests with an IDE driver alone are older than it
            case "sata", "ide" -> SATA;
            default ->
                    throw new HypervisorException(
                            "image property %s has no bus '%s'".formatted(property, name));
        };
    }

    String libvirtName() {
        return libvirtName;
    }

    /** The device's name that libvirt asks for; the guest chooses its own. */
    String device(int position) {
        return devicePrefix + (char) ('a' + position);
    }
}
