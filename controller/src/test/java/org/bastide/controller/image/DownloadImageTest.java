package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bastide.controller.image.ImageCloud.bytes;

import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.UncheckedIOException;
import java.nio.file.Path;

@Tag("sql")
class DownloadImageTest {
    private static final byte[] BYTES = bytes(3_000_000);

    @TempDir Path folder;
    private ImageCloud cloud;

    @BeforeEach
    void start() {
        cloud = new ImageCloud(TestDatabase.fresh(folder));
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void whatIsDownloadedIsWhatWasUploaded() {
        String id = cloud.active("alice", BYTES);

        var answer = cloud.get("alice", "/v2/images/" + id + "/file");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEqualTo(BYTES);
        assertThat(answer.response().headers().firstValue("Content-MD5"))
                .contains(FakeStorageNode.hash("MD5", BYTES));
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .contains("application/octet-stream");
    }

    @Test
    void anImageWithoutBytesDownloadsAsNothing() {
        String id = cloud.queued("alice");

        assertThat(cloud.get("alice", "/v2/images/" + id + "/file").status()).isEqualTo(204);
    }

    @Test
    void aDownloadWithoutAStorageNodeMayComeAgain() {
        String id = cloud.active("alice", BYTES);

        cloud.node.has(FakeStorageNode.Fault.AWAY);
        assertThat(cloud.get("alice", "/v2/images/" + id + "/file").status()).isEqualTo(503);

        cloud.node.has(FakeStorageNode.Fault.NEVER_COMES);
        assertThat(cloud.get("alice", "/v2/images/" + id + "/file").status()).isEqualTo(503);
    }

    @Test
    void aNodeThatDiesWhileItBringsBytesCutsTheDownload() {
        String id = cloud.active("alice", BYTES);
        cloud.node.has(FakeStorageNode.Fault.DIES_MIDWAY);

        assertThatThrownBy(() -> cloud.get("alice", "/v2/images/" + id + "/file"))
                .isInstanceOf(UncheckedIOException.class);
    }
}
