package org.bastide.storagenode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class StorageNodeConfigTest {
    @TempDir private Path directory;

    private StorageNodeConfig read(String text) throws IOException {
        Path file = directory.resolve("storage-node.yaml");
        Files.writeString(file, text);
        return Config.read(file, StorageNodeConfig.class);
    }

    @Test
    void itsFileIsRead() throws IOException {
        StorageNodeConfig config =
                read(
                        """
                        state: /var/lib/bastide/storage-node
                        ceph: {configuration: /etc/ceph/ceph.conf, user: bastide-storage}
                        pools: {images: images, disks: disks, volumes: volumes}
                        """);

        assertThat(config)
                .isEqualTo(
                        new StorageNodeConfig(
                                Path.of("/var/lib/bastide/storage-node"),
                                new StorageNodeConfig.Ceph(
                                        Path.of("/etc/ceph/ceph.conf"), "bastide-storage"),
                                new StorageNodeConfig.Pools("images", "disks", "volumes")));
    }

    @Test
    void whatIsMissingOrUnknownIsSaidAtOnce() {
        assertThatThrownBy(() -> read("state: /x\nceph: {user: x, pools: y}\n"))
                .hasMessageContaining("pools is missing")
                .hasMessageContaining("ceph.configuration is missing")
                .hasMessageContaining("ceph.pools is unknown");
    }
}
