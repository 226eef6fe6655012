package org.bastide.computenode.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bastide.computenode.libvirt.DomainDescription.Disk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The XML is what libvirt's own schema asks for. */
class DomainXmlTest {
    private static final Path SCHEMAS = Path.of("/usr/share/libvirt/schemas");
    private static final String GUEST = "6a1c2c0c-6f0a-4c3b-9a53-4f5d1c1f0001";
    private static final String SERVER = "1d0f8f2e-3c53-4b0a-8a43-6c5a8b1f0002";
    private static final Disk RBD =
            new Disk(
                    "disk-1",
                    new DiskSource.Rbd(
                            "volumes",
                            "disk-1",
                            List.of("10.0.0.1:6789", "[fd00::1]:6789"),
                            "disk-1-user",
                            "7f5d2f3e-1f0e-4f0a-9d53-4f5d1c1f0009"),
                    DiskBus.VIRTIO);

    @TempDir private Path folder;

    static Stream<DomainDescription> domains() {
        Disk scsi = new Disk("disk-2", new DiskSource.RawFile(Path.of("/tmp/disk")), DiskBus.SCSI);
        return Stream.of(
                domain("web", DiskBus.SATA, RBD),
                domain("two disks", DiskBus.SCSI, RBD, scsi),
                domain("virtio drive", DiskBus.VIRTIO, RBD),
                domain("<&\"'\u0000\n\uD800 \u00e9\uD83D\uDE00>", DiskBus.SATA, scsi, RBD));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void theSchemaAcceptsIt(DomainDescription domain) throws Exception {
        for (Acceleration acceleration : Acceleration.values()) {
            validate("domain.rng", DomainXml.of(domain, facts(acceleration)));
        }
    }

    @Test
    void theSchemaAcceptsASecret() throws Exception {
        validate("secret.rng", DomainXml.of(new Secret(GUEST, "bastide disk", "a2V5")));
    }

    @Test
    void theKeyIsNowhere() {
        Secret secret = new Secret(GUEST, "bastide disk", "c2VjcmV0");

        assertThat(DomainXml.of(secret))
                .doesNotContain("c2VjcmV0")
                .contains("ephemeral=\"yes\"", "private=\"yes\"");
        assertThat(secret.toString()).doesNotContain("c2VjcmV0");
    }

    @Test
    void whatMattersIsSaid() {
        String xml = DomainXml.of(domain("web", DiskBus.SATA, RBD), facts(Acceleration.EMULATED));

        assertThat(xml)
                .startsWith("<domain type=\"qemu\">")
                .contains("<name>bastide-" + GUEST + "</name>", "<uuid>" + SERVER + "</uuid>")
                .contains("<source protocol=\"rbd\" name=\"volumes/disk-1\">")
                .contains("<host name=\"fd00::1\" port=\"6789\"")
                .contains("<auth username=\"disk-1-user\">")
                .contains("cache=\"writeback\"", "discard=\"unmap\"")
                .contains("<on_crash>destroy</on_crash>")
                .contains("dev=\"vda\" bus=\"virtio\"", "dev=\"sda\" bus=\"sata\"")
                .contains("<serial>disk-1</serial>");
        assertThat(DomainXml.of(domain("web", DiskBus.SATA, RBD), facts(Acceleration.KVM)))
                .startsWith("<domain type=\"kvm\">")
                .contains("host-model");
    }

    @Test
    void scsiAndSataShareTheirNames() {
        Disk sata = new Disk("disk-3", new DiskSource.RawFile(Path.of("/tmp/disk")), DiskBus.SATA);
        String xml = DomainXml.of(domain("web", DiskBus.SCSI, sata), facts(Acceleration.EMULATED));

        assertThat(xml).contains("dev=\"sda\" bus=\"sata\"", "dev=\"sdb\" bus=\"scsi\"");
    }

    private void validate(String schema, String xml) throws Exception {
        assumeTrue(Files.exists(SCHEMAS.resolve(schema)), "libvirt's schemas are not installed");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/xmllint")), "xmllint is not installed");
        Path file = folder.resolve("it.xml");
        Files.writeString(file, xml);
        List<String> command = new ArrayList<>(List.of("xmllint", "--noout", "--relaxng"));
        command.add(SCHEMAS.resolve(schema).toString());
        command.add(file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output + xml).isZero();
    }

    private static DomainDescription domain(String name, DiskBus driveBus, Disk... disks) {
        return new DomainDescription(
                GUEST,
                SERVER,
                name,
                "project",
                2,
                512,
                List.of(disks),
                Path.of("/var/lib/bastide/drive.iso"),
                driveBus,
                Path.of("/var/lib/bastide/console.log"));
    }

    private static NodeFacts facts(Acceleration acceleration) {
        return new NodeFacts(4, 8192, acceleration, 10_000_000, "x86_64", "EPYC");
    }
}
