package org.bastide.controller.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bastide.common.http.ApiService;
import org.bastide.common.http.Channels;
import org.bastide.common.http.FaultShape;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Routes;
import org.bastide.common.link.NodeLinks;
import org.bastide.common.link.SyncEnd;
import org.bastide.common.node.NodeIdentity;
import org.bastide.common.tls.Keys;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

import javax.net.ssl.SSLContext;

/** Bytes between a client and a node, through two connections of TLS. */
@Tag("sql")
@Timeout(60)
class ChannelsOverLinkTest {
    private static final int SIZE = 5_000_000;

    @TempDir Path folder;

    private final byte[] bytes = new byte[SIZE];
    private final FakeNode agent = new FakeNode();
    private final CompletableFuture<String> offered = new CompletableFuture<>();
    private final CompletableFuture<Integer> answer = new CompletableFuture<>();
    private NodeCloud cloud;
    private Channels.Awaited awaited;
    private NodeLinks node;
    private HttpClient client;

    @BeforeEach
    void start() {
        new Random(1).nextBytes(bytes);
        cloud = new NodeCloud(folder);
        awaited = cloud.channels.await();
        Routes routes = cloud.api.service(ApiService.of("image", "/image", FaultShape.GLANCE));
        routes.upload(
                "PUT",
                "/up",
                request -> {
                    offered.complete(cloud.channels.offer(request.bytes()));
                    return Reply.empty(answer.join());
                });
        routes.get("/down", request -> Reply.stream(SIZE, awaited.source()));
        cloud.startApi();
        NodeIdentity identity = cloud.join(NodeRole.STORAGE, "storage-1");
        node = new NodeLinks(cloud.vertx, identity, agent);
        node.start();
        while (!(agent.next() instanceof SyncEnd)) {
            // the link is up once all was said
        }
        client = HttpClient.newBuilder().sslContext(trusting(cloud)).build();
    }

    private static SSLContext trusting(NodeCloud cloud) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Keys.trust(cloud.authority.root()), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        answer.complete(204);
        client.shutdownNow();
        node.close();
        cloud.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("https://localhost:" + cloud.api.port() + "/image" + path))
                .header("X-Auth-Token", "admin");
    }

    private CompletableFuture<HttpResponse<byte[]>> upload(InputStream body) {
        return client.sendAsync(
                request("/up").PUT(BodyPublishers.ofInputStream(() -> body)).build(),
                BodyHandlers.ofByteArray());
    }

    private CompletableFuture<HttpResponse<byte[]>> download() {
        return client.sendAsync(request("/down").build(), BodyHandlers.ofByteArray());
    }

    /** Some bytes, and then a failure. */
    private InputStream breaking() {
        return new SequenceInputStream(
                new ByteArrayInputStream(bytes, 0, SIZE / 2),
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        throw new IOException("broken off");
                    }

                    @Override
                    public int read(byte[] into, int from, int most) throws IOException {
                        return read();
                    }
                });
    }

    @Test
    void anUploadReachesTheNodeWhole() throws IOException {
        CompletableFuture<HttpResponse<byte[]>> response = upload(new ByteArrayInputStream(bytes));

        try (InputStream body = agent.link.get(offered.join())) {
            assertThat(body.readAllBytes()).isEqualTo(bytes);
        }
        answer.complete(204);

        assertThat(response.join().statusCode()).isEqualTo(204);
    }

    @Test
    void anUploadThatIsCutIsNoWholeOneToTheNode() throws IOException {
        CompletableFuture<HttpResponse<byte[]>> response = upload(breaking());

        try (InputStream body = agent.link.get(offered.join())) {
            assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
        }
        assertThat(response).failsWithin(java.time.Duration.ofSeconds(30));
    }

    @Test
    void aDownloadReachesTheClientWhole() throws IOException {
        CompletableFuture<HttpResponse<byte[]>> response = download();

        agent.link.put(awaited.channel(), new ByteArrayInputStream(bytes), SIZE);

        assertThat(response.join().body()).isEqualTo(bytes);
    }

    @Test
    void aDownloadThatIsCutIsNoWholeOneToTheClient() {
        CompletableFuture<HttpResponse<byte[]>> response = download();

        assertThatThrownBy(() -> agent.link.put(awaited.channel(), breaking(), SIZE))
                .isInstanceOf(IOException.class);

        assertThat(response).failsWithin(java.time.Duration.ofSeconds(30));
    }

    @Test
    void aChannelThatIsNotThereIsSaidToBe() {
        assertThatThrownBy(() -> agent.link.get("nothing"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404");
        assertThatThrownBy(() -> agent.link.put("nothing", new ByteArrayInputStream(bytes), SIZE))
                .isInstanceOf(IOException.class);
        answer.complete(204);
    }

    @Test
    void whatRunsIsCutWithTheLink() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> response = upload(new Endless());
        try (InputStream body = agent.link.get(offered.join())) {
            CompletableFuture<Long> reading =
                    CompletableFuture.supplyAsync(
                            () -> {
                                try {
                                    return body.transferTo(java.io.OutputStream.nullOutputStream());
                                } catch (IOException e) {
                                    throw new java.io.UncheckedIOException(e);
                                }
                            },
                            Thread::startVirtualThread);

            node.close();

            assertThat(reading).failsWithin(java.time.Duration.ofSeconds(30));
        }
        response.cancel(true);
    }

    /** Some bytes, and then none, and no end. */
    private static final class Endless extends InputStream {
        private int left = 1000;

        @Override
        public int read() throws IOException {
            try {
                if (left == 0) {
                    new java.util.concurrent.CountDownLatch(1).await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            left--;
            return 7;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            into[from] = (byte) read();
            return 1;
        }
    }
}
