package org.bastide.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Bytes between a client of the API and a node, each on its own port. */
@Timeout(60)
class ChannelsTest {
    private static final int SIZE = 20_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Channels channels = new Channels();
    private final CompletableFuture<String> offered = new CompletableFuture<>();
    private final CompletableFuture<Integer> answer = new CompletableFuture<>();
    private final Channels.Awaited awaited = channels.await();
    private ApiListener api;
    private HttpServer nodes;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        channels.mount(router);
        nodes = join(vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
        api = new ApiListener(vertx, token -> Optional.of(caller()));
        Routes routes = api.service(ApiService.of("image", "/image", FaultShape.GLANCE));
        routes.upload(
                "PUT",
                "/refused",
                request -> {
                    throw Problem.conflict("not now");
                });
        routes.upload(
                "PUT",
                "/offered",
                request -> {
                    offered.complete(channels.offer(request.bytes()));
                    return Reply.empty(answer.join());
                });
        routes.get("/brought", request -> Reply.stream(SIZE, awaited.source()));
        api.startPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        answer.complete(204);
        api.close();
        join(nodes.close());
        join(vertx.close());
    }

    private static <T> T join(io.vertx.core.Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static Caller caller() {
        return new Caller(
                "u",
                "u",
                "default",
                Optional.of("p"),
                Optional.empty(),
                false,
                Set.of(),
                List.of(),
                List.of(),
                Instant.EPOCH,
                Instant.MAX);
    }

    private CompletableFuture<HttpResponse<byte[]>> put(int port, String path, byte[] bytes) {
        return http.sendAsync(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Auth-Token", "t")
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> get(int port, String path)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Auth-Token", "t")
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private Socket open(String head) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.port());
        socket.getOutputStream()
                .write(
                        (head + "\r\nHost: x\r\nX-Auth-Token: t\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void aClientWhoseUploadIsRefusedUnreadReadsTheRefusal() {
        for (int i = 0; i < 3; i++) {
            assertThat(put(api.port(), "/image/refused", new byte[SIZE]).join().statusCode())
                    .isEqualTo(409);
        }
    }

    @Test
    void anUploadFlowsToTheNodeThatFetchesIt() throws Exception {
        var client = put(api.port(), "/image/offered", new byte[SIZE]);

        var node = get(nodes.actualPort(), "/channels/" + offered.get());

        assertThat(node.body()).hasSize(SIZE);
        answer.complete(204);
        assertThat(client.join().statusCode()).isEqualTo(204);
    }

    @Test
    void anUploadThatWasCutBeforeItWasFetchedIsNoWholeUpload() throws Exception {
        try (Socket client = open("PUT /image/offered HTTP/1.1")) {
            client.getOutputStream()
                    .write("Content-Length: 1000\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
            offered.get();
        }
        assertThatThrownBy(() -> get(nodes.actualPort(), "/channels/" + offered.get()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void anUploadIsNotStuckWhenItsNodeGoesAway() throws Exception {
        var client = put(api.port(), "/image/offered", new byte[SIZE]);
        try (Socket node = new Socket(InetAddress.getLoopbackAddress(), nodes.actualPort())) {
            node.getOutputStream()
                    .write(
                            ("GET /channels/" + offered.get() + " HTTP/1.1\r\nHost: x\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(node.getInputStream().readNBytes(1000)).hasSize(1000);
        }

        answer.complete(503);

        assertThat(client.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(503);
    }

    @Test
    void aNodeThatBringsBytesIsToldThatTheyArrived() throws Exception {
        var node = put(nodes.actualPort(), "/channels/" + awaited.channel(), new byte[SIZE]);

        assertThat(get(api.port(), "/image/brought").body()).hasSize(SIZE);

        assertThat(node.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }

    @Test
    void aNodeThatBringsBytesNobodyReadsAnyMoreIsCutOff() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> node;
        try (Socket client = open("GET /image/brought HTTP/1.1")) {
            client.getOutputStream().write("\r\n".getBytes(StandardCharsets.US_ASCII));
            node = put(nodes.actualPort(), "/channels/" + awaited.channel(), new byte[SIZE]);
            assertThat(client.getInputStream().readNBytes(1000)).hasSize(1000);
        }

        assertThatThrownBy(() -> node.get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void aChannelServesOnce() throws Exception {
        assertThat(channels.withdraw(awaited.channel(), "changed my mind")).isTrue();
        assertThat(channels.withdraw(awaited.channel(), "changed my mind")).isFalse();
        assertThat(
                        put(nodes.actualPort(), "/channels/" + awaited.channel(), new byte[1])
                                .join()
                                .statusCode())
                .isEqualTo(404);
    }
}
