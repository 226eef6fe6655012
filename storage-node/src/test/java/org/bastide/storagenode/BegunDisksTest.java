package org.bastide.storagenode;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.common.link.Outcome;
import org.bastide.common.link.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** A storage node that was killed as RBD began a disk leaves a name in the pool, and no image. */
@Tag("ceph")
@ExtendWith(CephCluster.class)
class BegunDisksTest {
    private final CephCluster.Running ceph;
    private final String id = UUID.randomUUID().toString();

    @TempDir private Path state;
    private Node node;

    BegunDisksTest(CephCluster.Running ceph) {
        this.ceph = ceph;
    }

    @BeforeEach
    void leaveNameWithoutImage() {
        node = new Node(ceph, state.resolve("state"));
        ceph.admin("rbd", "create", "--size", "1M", "disks/" + id);
        String info = ceph.admin("rbd", "info", "--format", "json", "disks/" + id);
        String inner = info.replaceAll("(?s).*\"id\":\"([0-9a-f]+)\".*", "$1");
        ceph.admin("rados", "--pool", "disks", "rm", "rbd_header." + inner, "rbd_id." + id);
        assertThat(ceph.admin("rbd", "ls", "disks")).contains(id);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void itIsMadeAnew() {
        Work work =
                new Work.EnsureDisk(id, Optional.empty(), 1 << 20, TestNode.create().certificate());

        assertThat(node.does(work)).isInstanceOf(Outcome.DiskReady.class);
    }

    @Test
    void itIsRemoved() {
        assertThat(node.does(new Work.DeleteDisk(id))).isInstanceOf(Outcome.Nothing.class);

        assertThat(ceph.admin("rbd", "ls", "disks")).doesNotContain(id);
    }
}
