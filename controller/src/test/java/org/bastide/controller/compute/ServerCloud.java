package org.bastide.controller.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;

import org.bastide.common.http.ApiListener;
import org.bastide.common.http.Channels;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.compute.version.ComputeVersions;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;
import org.bastide.controller.image.ImageAssembly;
import org.bastide.controller.image.ImageConfig;
import org.bastide.controller.key.RootKey;
import org.bastide.controller.key.Secrets;
import org.bastide.controller.lease.Leases;
import org.bastide.controller.node.FakeLinks;
import org.bastide.controller.node.Node;
import org.bastide.controller.node.NodeService;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * All of compute on a port and a database of its own, with compute nodes and a storage node that
 * have no machines. Callers are those of {@link ComputeCloud}; there is flavor {@code small} and an
 * image.
 */
public final class ServerCloud implements AutoCloseable {
    public static final String IMAGE = "11111111-2222-3333-4444-555555555555";
    public static final String NEWEST = ComputeVersions.NEWEST.toString();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SAID_AGAIN = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiListener listener =
            new ApiListener(vertx, token -> Optional.ofNullable(ComputeCloud.caller(token)));
    private final FakeDisks disks = new FakeDisks();
    private final List<FakeComputeNode> computeNodes = new ArrayList<>();
    private final Database database;
    private final NodeService nodes;
    private final FakeLinks links;
    private final ComputeAssembly compute;

    /** An answer. */
    public record Answer(int status, JsonNode json, HttpHeaders headers) {
        /** The message of the fault, whichever it is. */
        public String message() {
            return json.isEmpty() ? "" : json.iterator().next().path("message").asText();
        }

        /** What is at a JSON pointer, as text. */
        public String at(String pointer) {
            return json.at(pointer).asText();
        }
    }

    public ServerCloud(Path folder) {
        InstantSource clock = InstantSource.system();
        database = TestDatabase.fresh(folder);
        CertificateAuthority authority =
                CertificateAuthority.obtain(
                        new Secrets(database, RootKey.load(folder.resolve("root.key"))),
                        "test",
                        clock);
        nodes =
                new NodeService(
                        database, authority, "test", "https://127.0.0.1:5000", List.of(), clock);
        links = new FakeLinks(nodes);
        ImageAssembly images =
                new ImageAssembly(
                        database,
                        disks,
                        new Channels(),
                        clock,
                        ImageConfig.standard(),
                        new Leases(database, "test", "", clock));
        compute =
                new ComputeAssembly(
                        new ComputeAssembly.Parts(
                                database,
                                nodes,
                                links,
                                disks,
                                images.images(),
                                Set.of("blue", "red")::contains,
                                new Leases(database, "test", "", clock),
                                clock),
                        SAID_AGAIN);
        compute.mount(
                listener.service(ComputeVersions.ROOT), listener.service(ComputeVersions.SERVICE));
        listener.startPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        compute.start();
        image();
        flavor("small", 1, 64);
    }

    private void image() {
        database.write(
                tx ->
                        tx.update(
                                """
                                INSERT INTO image (id, owner, state, name, visibility, is_protected, hidden,
                                    disk_format, container_format, min_disk, min_ram, tags, properties, size,
                                    virtual_size, md5, sha512, stored, attempt, intent, observed, version,
                                    created_at, updated_at)
                                VALUES (:id, 'blue', 'ACTIVE', 'tiny', 'PUBLIC', FALSE, FALSE, 'qcow2', 'bare', 0, 0,
                                    '[]', '{"hw_disk_bus":"virtio"}', 1, 1, '', '', 1, 1, 1, 1, 1, :now, :now)
                                """,
                                Map.of("id", IMAGE, "now", Instant.EPOCH)));
    }

    public void flavor(String id, int vcpus, int ram) {
        post(
                "root",
                "/flavors",
                """
                {"flavor": {"id": "%s", "name": "%s", "vcpus": %d, "ram": %d, "disk": 1}}
                """
                        .formatted(id, id, vcpus, ram));
    }

    /** A compute node, linked. */
    public FakeComputeNode computeNode(String name) {
        String id = links.join(ComputeCloud.caller("root"), name);
        Node node = database.read(tx -> nodes.find(tx, id)).orElseThrow();
        FakeComputeNode made = new FakeComputeNode(links, node);
        computeNodes.add(made);
        made.link();
        return made;
    }

    public Database database() {
        return database;
    }

    public FakeDisks disks() {
        return disks;
    }

    /** The body of a request to create a server, with more fields. */
    public static String newServer(String name, String more) {
        return """
               {"server": {"name": "%s", "imageRef": "%s", "flavorRef": "small", "networks": "none"%s}}
               """
                .formatted(name, IMAGE, more);
    }

    /** Creates a server of ann's and tells its id. */
    public String create(String name) {
        Answer answer = post("ann", "/servers", newServer(name, ""));
        if (answer.status() != 202) {
            throw new AssertionError(answer.json().toString());
        }
        return answer.at("/server/id");
    }

    /** The same, and waits until it runs. */
    public String active(String name) {
        String id = create(name);
        awaitStatus(id, "ACTIVE");
        return id;
    }

    public Answer act(String user, String id, String action) {
        return post(user, "/servers/" + id + "/action", action);
    }

    /** A server as an administrator sees it. */
    public JsonNode server(String id) {
        return get("root", "/servers/" + id).json().path("server");
    }

    public String status(String id) {
        return server(id).path("status").asText();
    }

    /** Waits until it looks so and nothing is under way. */
    public void awaitStatus(String id, String status) {
        await(
                () -> {
                    JsonNode server = server(id);
                    return server.path("status").asText().equals(status)
                            && server.path("OS-EXT-STS:task_state").isNull();
                });
    }

    public void awaitGone(String id) {
        await(() -> get("root", "/servers/" + id).status() == 404);
    }

    public long count(String sql) {
        return database.read(tx -> tx.number(sql, Map.of()));
    }

    public Answer get(String user, String path) {
        return send("GET", user, NEWEST, path, "");
    }

    public Answer post(String user, String path, String body) {
        return send("POST", user, NEWEST, path, body);
    }

    public Answer put(String user, String path, String body) {
        return send("PUT", user, NEWEST, path, body);
    }

    public Answer delete(String user, String path) {
        return send("DELETE", user, NEWEST, path, "");
    }

    public Answer send(String method, String user, String version, String path, String body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:%d%s%s"
                                                .formatted(
                                                        listener.port(),
                                                        ComputeVersions.SERVICE.prefix(),
                                                        path)))
                        .header("OpenStack-API-Version", "compute " + version)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!user.isEmpty()) {
            request.header("X-Auth-Token", user);
        }
        try {
            HttpResponse<String> got =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(got.statusCode(), JSON.readTree(got.body()), got.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until it is so. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come to be in time");
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    @Override
    public void close() {
        compute.close();
        computeNodes.forEach(FakeComputeNode::close);
        client.close();
        listener.close();
        vertx.close().await();
        database.close();
    }
}
