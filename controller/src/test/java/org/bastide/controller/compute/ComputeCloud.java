package org.bastide.controller.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;

import org.bastide.common.http.ApiListener;
import org.bastide.common.http.Caller;
import org.bastide.controller.compute.quota.Use;
import org.bastide.controller.compute.version.ComputeVersions;
import org.bastide.controller.compute.zone.Zone;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.TestDatabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The catalog of compute on a port and a database of its own. A token is a user's name; there are
 * root (admin), ann (member) and rex (reader) of project blue, bob (member) of project red, and ops
 * (admin) of project green.
 */
public final class ComputeCloud implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Caller> CALLERS =
            Map.of(
                    "root", caller("root", "blue", Set.of("admin", "member", "reader")),
                    "ann", caller("ann", "blue", Set.of("member", "reader")),
                    "rex", caller("rex", "blue", Set.of("reader")),
                    "ops", caller("ops", "green", Set.of("admin", "member", "reader")),
                    "bob", caller("bob", "red", Set.of("member", "reader")));

    private final Vertx vertx = Vertx.vertx();
    private final ApiListener listener =
            new ApiListener(vertx, token -> Optional.ofNullable(CALLERS.get(token)));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Database database;
    private final CatalogAssembly catalog;

    /** What projects' servers use; a test puts it here. */
    private final Map<String, Use> use = new ConcurrentHashMap<>();

    private final List<Zone> zones = new ArrayList<>();

    /** An answer's status and JSON, which is missing where there was none. */
    public record Answer(int status, JsonNode json) {
        /** The message of the fault of this name. */
        public String fault(String name) {
            return json.path(name).path("message").asText();
        }
    }

    public ComputeCloud(Path folder) {
        database = TestDatabase.fresh(folder);
        catalog =
                new CatalogAssembly(
                        database,
                        Set.of("blue", "red")::contains,
                        (tx, project) -> use.getOrDefault(project, Use.NONE),
                        () -> List.copyOf(zones),
                        InstantSource.fixed(NOW));
        catalog.mount(
                listener.service(ComputeVersions.ROOT), listener.service(ComputeVersions.SERVICE));
        listener.startPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    public static Caller caller(String user) {
        return CALLERS.get(user);
    }

    public Database database() {
        return database;
    }

    public CatalogAssembly catalog() {
        return catalog;
    }

    /** The ledger: who did what to which. */
    public List<String> events() {
        return database.read(
                tx ->
                        tx.list(
                                "SELECT actor, kind, resource_id FROM event ORDER BY sequence",
                                Map.of(),
                                row ->
                                        "%s %s %s"
                                                .formatted(
                                                        row.string("actor"),
                                                        row.string("kind"),
                                                        row.string("resource_id"))));
    }

    public void use(String project, Use now) {
        use.put(project, now);
    }

    public void zone(Zone zone) {
        zones.add(zone);
    }

    public String root() {
        return "http://127.0.0.1:" + listener.port();
    }

    public Answer get(String user, String version, String path) {
        return send("GET", user, version, path, "");
    }

    public Answer post(String user, String version, String path, String body) {
        return send("POST", user, version, path, body);
    }

    public Answer put(String user, String version, String path, String body) {
        return send("PUT", user, version, path, body);
    }

    public Answer delete(String user, String version, String path) {
        return send("DELETE", user, version, path, "");
    }

    /** A path of the service, or one from the root if it starts with {@code //}. */
    public Answer send(String method, String user, String version, String path, String body) {
        String whole =
                path.startsWith("//") ? path.substring(1) : ComputeVersions.SERVICE.prefix() + path;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root() + whole))
                        .header("OpenStack-API-Version", "compute " + version)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!user.isEmpty()) {
            request.header("X-Auth-Token", user);
        }
        try {
            HttpResponse<String> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        listener.close();
        vertx.close().await();
        database.close();
    }

    private static Caller caller(String user, String project, Set<String> roles) {
        return new Caller(
                user,
                user,
                "default",
                Optional.of(project),
                Optional.empty(),
                false,
                roles,
                List.of("password"),
                List.of("audit"),
                NOW,
                NOW.plusSeconds(3600));
    }
}
