package org.bastide.computenode.configdrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bastide.common.link.ConfigDrive;
import org.bastide.common.link.GuestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What guests read is what they were given. */
class ConfigDriveImageTest {
    private static final byte[] USER_DATA =
            "#!/bin/sh\necho \u00e9\n".getBytes(StandardCharsets.UTF_8);

    @TempDir private Path folder;

    @Test
    void theImageHasTheLabelAndEveryFileUnderItsOwnName() {
        Map<String, byte[]> files = new TreeMap<>();
        files.put("openstack/latest/meta_data.json", "{}".getBytes(StandardCharsets.UTF_8));
        files.put("openstack/2018-08-27/user_data", USER_DATA);
        files.put("empty", new byte[0]);
        files.put("large", new byte[5000]);

        IsoReader reader = new IsoReader(new IsoImage("config-2").with(files).bytes());

        assertThat(reader.label()).isEqualTo("config-2");
        assertThat(reader.files().keySet()).isEqualTo(files.keySet());
        files.forEach((path, data) -> assertThat(reader.files().get(path)).isEqualTo(data));
    }

    @Test
    void aFolderMayBeLargerThanASector() {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < 100; i++) {
            files.put("folder/a-rather-long-name-" + i + ".json", new byte[] {(byte) i});
        }

        IsoReader reader = new IsoReader(new IsoImage("config-2").with(files).bytes());

        assertThat(reader.files()).hasSize(100).containsKeys("folder/a-rather-long-name-99.json");
    }

    @Test
    void theMetadataIsNovas() throws IOException {
        Map<String, byte[]> files = ConfigDriveFiles.of(specification());

        JsonNode metadata =
                new ObjectMapper().readTree(files.get("openstack/latest/meta_data.json"));
        assertThat(metadata.path("uuid").asText())
                .isEqualTo("1d0f8f2e-3c53-4b0a-8a43-6c5a8b1f0002");
        assertThat(metadata.path("hostname").asText()).isEqualTo("web.example");
        assertThat(metadata.path("public_keys").path("mine").asText())
                .isEqualTo("ssh-ed25519 AAAA");
        assertThat(metadata.path("keys").path(0).path("type").asText()).isEqualTo("ssh");
        assertThat(metadata.path("meta").path("role").asText()).isEqualTo("front");
        assertThat(files.get("openstack/2018-08-27/user_data")).isEqualTo(USER_DATA);
        assertThat(files)
                .containsKeys("openstack/latest/vendor_data.json", "ec2/latest/meta-data.json");
    }

    @Test
    void otherToolsReadItToo() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/isoinfo")), "isoinfo is not installed");
        Path file = folder.resolve("drive.iso");
        ConfigDriveImage.of(specification()).write(file);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(isoinfo(file, "-d")).contains("Volume id: config-2", "Joliet with UCS level 3");
        assertThat(isoinfo(file, "-J", "-x", "/openstack/latest/user_data"))
                .isEqualTo(new String(USER_DATA, StandardCharsets.UTF_8));
        assertThat(isoinfo(file, "-f"))
                .contains("/OPENSTACK/LATEST/META_DATA.JSON;1", "/EC2/2009_04_04/META_DATA.JSON;1");
    }

    private static String isoinfo(Path file, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("isoinfo", "-i", file.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static GuestSpecification specification() {
        return new GuestSpecification(
                "1d0f8f2e-3c53-4b0a-8a43-6c5a8b1f0002",
                "web",
                "project",
                "user",
                "tiny",
                1,
                256,
                List.of(),
                Map.of(),
                new ConfigDrive(
                        "web.example",
                        "nova",
                        Optional.of("mine"),
                        Optional.of("ssh-ed25519 AAAA"),
                        Optional.of(Base64.getEncoder().encodeToString(USER_DATA)),
                        Map.of("role", "front")));
    }
}
