package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bastide.controller.image.ImageCloud.await;
import static org.bastide.controller.image.ImageCloud.bytes;

import org.bastide.common.link.Work;
import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

@Tag("sql")
class UploadImageTest {
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
    void anAcknowledgedUploadIsKeptWithItsHashes() {
        String id = cloud.queued("alice");

        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(204);

        var image = cloud.get("alice", "/v2/images/" + id).json();
        assertThat(image.path("status").asText()).isEqualTo("active");
        assertThat(image.path("size").asLong()).isEqualTo(BYTES.length);
        assertThat(image.path("virtual_size").asLong()).isEqualTo(BYTES.length * 10L);
        assertThat(image.path("checksum").asText()).isEqualTo(FakeStorageNode.hash("MD5", BYTES));
        assertThat(image.path("os_hash_algo").asText()).isEqualTo("sha512");
        assertThat(image.path("os_hash_value").asText())
                .isEqualTo(FakeStorageNode.hash("SHA-512", BYTES));
        assertThat(cloud.node.names()).containsExactly(id);
    }

    @Test
    void bytesThatAreNoSuchImageAreRefusedAndLeaveNothing() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.REFUSES);

        var answer = cloud.upload("alice", id, BYTES);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("not qcow2");
        assertThat(cloud.status(id)).isEqualTo("queued");
        assertThat(cloud.node.names()).isEmpty();
    }

    @Test
    void aFullClusterIsSaidToBeFull() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.FULL);

        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(413);
        assertThat(cloud.status(id)).isEqualTo("queued");
    }

    @Test
    void withoutAStorageNodeTheUploadMayComeAgain() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.AWAY);

        var answer = cloud.upload("alice", id, BYTES);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
        assertThat(cloud.status(id)).isEqualTo("queued");

        cloud.node.has(FakeStorageNode.Fault.NONE);
        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(204);
        assertThat(cloud.node.names()).containsExactly(id);
    }

    @Test
    void aNodeThatNeverComesIsNotWaitedForAndComesTooLate() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.NEVER_COMES);

        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(503);
        assertThat(cloud.status(id)).isEqualTo("queued");

        cloud.node.has(FakeStorageNode.Fault.NONE);
        cloud.node.comesLate();
        await(() -> !cloud.node.done().isEmpty());
        assertThat(cloud.node.names()).isEmpty();
        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(204);
        assertThat(cloud.node.names()).containsExactly(id);
    }

    @Test
    void aNodeThatDiesMidwayLeavesAQueuedImageAndNothingStored() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.DIES_MIDWAY);

        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(503);

        assertThat(cloud.status(id)).isEqualTo("queued");
        assertThat(cloud.node.names()).isEmpty();
        cloud.node.has(FakeStorageNode.Fault.NONE);
        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(204);
    }

    @Test
    void aClientThatGoesAwayMidwayLeavesAQueuedImageAndNothingStored() throws IOException {
        String id = cloud.queued("alice");

        cutUpload(id);

        await(() -> cloud.node.done().stream().anyMatch(Work.StoreImage.class::isInstance));
        await(() -> cloud.status(id).equals("queued"));
        assertThat(cloud.node.names()).isEmpty();
        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(204);
    }

    @Test
    void aClientThatGoesAwayBeforeTheNodeComesIsNoticed() throws IOException {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.NEVER_COMES);

        cutUpload(id);
        await(cloud.node::isWaiting);
        cloud.node.has(FakeStorageNode.Fault.NONE);
        cloud.node.comesLate();

        await(() -> cloud.status(id).equals("queued"));
        assertThat(cloud.node.names()).isEmpty();
    }

    /** Names more bytes than it sends. */
    private void cutUpload(String id) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cloud.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    """
                    PUT /image/v2/images/%s/file HTTP/1.1\r
                    Host: 127.0.0.1\r
                    X-Auth-Token: alice\r
                    Content-Type: application/octet-stream\r
                    Content-Length: %d\r
                    \r
                    """
                            .formatted(id, BYTES.length)
                            .getBytes(StandardCharsets.US_ASCII));
            out.write(BYTES, 0, BYTES.length / 2);
            out.flush();
            await(() -> cloud.status(id).equals("saving"));
        }
    }

    @Test
    void aStoredImageIsKeptLaterIfItCannotBeNow() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.CANNOT_KEEP);

        assertThat(cloud.upload("alice", id, BYTES).status()).isEqualTo(204);
        assertThat(cloud.status(id)).isEqualTo("saving");
        assertThat(cloud.get("alice", "/v2/images/" + id + "/file").status()).isEqualTo(204);

        cloud.node.has(FakeStorageNode.Fault.NONE);
        cloud.nudge();
        await(() -> cloud.status(id).equals("active"));
        assertThat(cloud.node.names()).containsExactly(id);
    }

    @Test
    void anImageDeletedDuringItsUploadIsGoneWithItsBytes() {
        String id = cloud.queued("alice");
        cloud.node.has(FakeStorageNode.Fault.NEVER_COMES);
        var upload = CompletableFuture.supplyAsync(() -> cloud.upload("alice", id, BYTES));
        await(cloud.node::isWaiting);

        assertThat(cloud.delete("alice", id).status()).isEqualTo(204);
        cloud.node.has(FakeStorageNode.Fault.NONE);
        cloud.node.comesLate();

        assertThat(upload.join().status()).isEqualTo(410);
        await(() -> rows(id) == 0);
        assertThat(cloud.node.names()).isEmpty();
    }

    @Test
    void nothingIsNoImage() throws IOException {
        String id = cloud.queued("alice");

        assertThat(cloud.upload("alice", id, new byte[0]).status()).isEqualTo(400);
        assertThat(emptyChunks(id)).startsWith("HTTP/1.1 400");

        assertThat(cloud.status(id)).isEqualTo("queued");
        assertThat(cloud.node.names()).isEmpty();
    }

    private String emptyChunks(String id) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cloud.port())) {
            socket.getOutputStream()
                    .write(
                            """
                            PUT /image/v2/images/%s/file HTTP/1.1\r
                            Host: 127.0.0.1\r
                            X-Auth-Token: alice\r
                            Content-Type: application/octet-stream\r
                            Connection: close\r
                            Transfer-Encoding: chunked\r
                            \r
                            0\r
                            \r
                            """
                                    .formatted(id)
                                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void anImageIsUploadedOnce() {
        String id = cloud.active("alice", BYTES);

        var answer = cloud.upload("alice", id, BYTES);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.message()).contains("from active to saving");
    }

    @Test
    void moreBytesThanAllowedAreRefusedBeforeAnyIsRead() {
        String id = cloud.queued("alice");

        assertThat(cloud.upload("alice", id, new byte[(64 << 20) + 1]).status()).isEqualTo(413);
        assertThat(cloud.node.done()).isEmpty();
        assertThat(cloud.status(id)).isEqualTo("queued");
    }

    @Test
    void formatsMustBeNamedBeforeTheBytesCome() {
        String id = cloud.post("alice", "/v2/images", "{}").json().path("id").asText();

        var answer = cloud.upload("alice", id, BYTES);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains("disk_format, container_format");
    }

    @Test
    void bytesAreOfOneMediaType() {
        String id = cloud.queued("alice");

        assertThat(
                        cloud.send(
                                        "alice",
                                        "PUT",
                                        "/v2/images/" + id + "/file",
                                        "text/plain",
                                        BYTES)
                                .status())
                .isEqualTo(415);
    }

    @Test
    void bytesOfADeletedImageGo() {
        String id = cloud.active("alice", BYTES);

        assertThat(cloud.delete("alice", id).status()).isEqualTo(204);

        assertThat(cloud.get("alice", "/v2/images/" + id).status()).isEqualTo(404);
        await(() -> cloud.node.names().isEmpty() && rows(id) == 0);
    }

    @Test
    void bytesOfADeletedImageGoLaterIfTheyCannotNow() {
        String id = cloud.active("alice", BYTES);
        cloud.node.has(FakeStorageNode.Fault.AWAY);

        assertThat(cloud.delete("alice", id).status()).isEqualTo(204);
        assertThat(cloud.get("alice", "/v2/images/" + id).status()).isEqualTo(404);
        assertThat(cloud.node.names()).containsExactly(id);

        cloud.node.has(FakeStorageNode.Fault.NONE);
        cloud.nudge();
        await(() -> cloud.node.names().isEmpty() && rows(id) == 0);
    }

    private long rows(String id) {
        return cloud.database.read(
                tx -> tx.number("SELECT count(*) FROM image WHERE id = :id", Map.of("id", id)));
    }
}
