package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

import org.bastide.common.http.ApiListener;
import org.bastide.common.http.Caller;
import org.bastide.common.http.Channels;
import org.bastide.controller.db.Database;
import org.bastide.controller.lease.Leases;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The image service on real ports with a fake storage node, and clients of it: tokens {@code
 * admin}, {@code alice} and {@code bob} (members of projects of their names), {@code reader} (in
 * alice's).
 */
final class ImageCloud implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    final FakeStorageNode node = new FakeStorageNode();
    final Database database;
    private final Vertx vertx = Vertx.vertx();
    // as agents and clients do: no upgrade to HTTP/2 on the way
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer nodes;
    private final ApiListener api;
    private final ImageAssembly assembly;

    ImageCloud(Database database) {
        this(database, InstantSource.system(), Optional.empty());
    }

    ImageCloud(Database database, InstantSource clock, Optional<Long> projectTotal) {
        this.database = database;
        Channels channels = new Channels();
        Router router = Router.router(vertx);
        channels.mount(router);
        nodes =
                vertx.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        node.dials(nodes.actualPort());
        ImageConfig config =
                new ImageConfig(
                        Optional.of(64L << 20),
                        projectTotal,
                        Optional.of(PATIENCE),
                        Optional.of(PATIENCE.multipliedBy(3)),
                        Optional.empty());
        assembly =
                new ImageAssembly(
                        database,
                        node,
                        channels,
                        clock,
                        config,
                        new Leases(database, "controller-1", "127.0.0.1:0", clock));
        api = new ApiListener(vertx, ImageCloud::caller);
        assembly.mount(api.service(ImageAssembly.SERVICE));
        api.startPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        assembly.start();
    }

    static Optional<Caller> caller(String token) {
        return switch (token) {
            case "admin" -> Optional.of(caller("admin", Set.of("admin", "member", "reader")));
            case "alice", "bob" -> Optional.of(caller(token, Set.of("member", "reader")));
            case "reader" -> Optional.of(caller("alice", Set.of("reader")));
            default -> Optional.empty();
        };
    }

    private static Caller caller(String project, Set<String> roles) {
        return new Caller(
                project + "-user",
                project,
                "default",
                Optional.of(project),
                Optional.empty(),
                false,
                roles,
                List.of("password"),
                List.of(),
                Instant.EPOCH,
                Instant.MAX);
    }

    /** What a request came to. */
    record Answer(int status, HttpResponse<byte[]> response) {
        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        String text() {
            return new String(response.body(), UTF_8);
        }

        String message() {
            return json().path("message").asText();
        }
    }

    ImageService images() {
        return assembly.images();
    }

    void nudge() {
        assembly.nudge();
    }

    int port() {
        return api.port();
    }

    Answer get(String token, String path) {
        return send(token, "GET", path, "application/json", new byte[0]);
    }

    Answer post(String token, String path, String body) {
        return send(token, "POST", path, "application/json", body.getBytes(UTF_8));
    }

    Answer patch(String token, String id, String body) {
        return send(
                token, "PATCH", "/v2/images/" + id, ImageChange.SECOND_FORM, body.getBytes(UTF_8));
    }

    Answer delete(String token, String id) {
        return send(token, "DELETE", "/v2/images/" + id, "application/json", new byte[0]);
    }

    Answer upload(String token, String id, byte[] bytes) {
        return send(token, "PUT", "/v2/images/" + id + "/file", "application/octet-stream", bytes);
    }

    Answer send(String token, String method, String path, String type, byte[] body) {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d/image%s".formatted(port(), path)))
                        .header("X-Auth-Token", token)
                        .header("Content-Type", type)
                        .method(
                                method,
                                body.length == 0
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        try {
            var response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new image's id. */
    String created(String token, String body) {
        Answer answer = post(token, "/v2/images", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asText();
    }

    /** The ids of a list. */
    List<String> ids(String token, String query) {
        Answer answer = get(token, "/v2/images" + query);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("images").findValuesAsText("id");
    }

    /** A queued qcow2 image of the token's project. */
    String queued(String token) {
        return created(
                token,
                """
                {"name": "tiny", "disk_format": "qcow2", "container_format": "bare", "visibility": "private"}
                """);
    }

    /** An active one. */
    String active(String token, byte[] bytes) {
        String id = queued(token);
        assertThat(upload(token, id, bytes).status()).isEqualTo(204);
        return id;
    }

    String status(String id) {
        return get("admin", "/v2/images/" + id).json().path("status").asText();
    }

    /** Waits until it is so. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come to be in time");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
        }
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new java.util.Random(size).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        assembly.close();
        api.close();
        nodes.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        database.close();
    }
}
