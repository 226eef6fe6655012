package org.bastide.controller.identity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.vertx.core.Vertx;

import org.bastide.common.http.ApiListener;
import org.bastide.common.http.Routes;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.DatabaseConfig;
import org.bastide.controller.db.TestDatabase;
import org.bastide.controller.identity.catalog.Catalog;
import org.bastide.controller.key.RootKey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Identity on a port of its own, over a real database, and a client for it. */
public final class TestCloud implements AutoCloseable {
    public static final String PASSWORD = "correct horse";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ApiListener listener;
    private final IdentityAssembly identity;
    private final Routes routes;
    private String adminToken = "";

    /** A controller over a database that others may share. */
    public TestCloud(Database database, Path folder, InstantSource clock) {
        identity =
                new IdentityAssembly(
                        database,
                        RootKey.load(folder.resolve("root.key")),
                        new IdentityConfig(catalog()),
                        clock);
        listener = new ApiListener(vertx, identity.authenticator());
        identity.mountRoot(listener.service(IdentityAssembly.ROOT));
        routes = listener.service(IdentityAssembly.service());
        identity.mount(routes);
        listener.startPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** An empty database with what bootstrap makes. */
    public static Database bootstrapped(Path folder, InstantSource clock) {
        DatabaseConfig config = TestDatabase.config(folder);
        Database database = Database.open(config);
        try (IdentityAssembly identity =
                new IdentityAssembly(
                        database,
                        RootKey.load(folder.resolve("root.key")),
                        new IdentityConfig(catalog()),
                        clock)) {
            identity.bootstrap().run(PASSWORD);
        }
        return database;
    }

    static Catalog catalog() {
        return new Catalog(
                "RegionOne",
                "https://cloud.example:5000",
                List.of(
                        new Catalog.Service("identity", "keystone", "/identity"),
                        new Catalog.Service("compute", "nova", "/compute/v2.1")));
    }

    public IdentityAssembly identity() {
        return identity;
    }

    /** Where clients find it. */
    public String url() {
        return root() + "/identity";
    }

    private String root() {
        return "http://127.0.0.1:" + listener.port();
    }

    /** What is above all services. */
    public Answer index() {
        return answer(HttpRequest.newBuilder(URI.create(root() + "/")).build());
    }

    public Routes routes() {
        return routes;
    }

    /** What was answered. */
    public record Answer(int status, JsonNode body, HttpResponse<String> http) {
        public String text(String pointer) {
            return body.at(pointer).asText();
        }

        public Optional<String> header(String name) {
            return http.headers().firstValue(name);
        }
    }

    public Answer send(String method, String path, String token, String body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return answer(request.build());
    }

    private Answer answer(HttpRequest request) {
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            JsonNode parsed =
                    answer.body().isEmpty()
                            ? JSON.createObjectNode()
                            : JSON.readTree(answer.body());
            return new Answer(answer.statusCode(), parsed, answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path, String token) {
        return send("GET", path, token, "");
    }

    public Answer post(String path, String token, String body) {
        return send("POST", path, token, body);
    }

    /** Asks for a token by a password; the scope is JSON, empty for none. */
    public Answer signIn(String user, String password, String scope) {
        return post(
                "/v3/auth/tokens",
                "",
                """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                    {"name": "%s", "domain": {"id": "default"}, "password": "%s"}}}%s}}
                """
                        .formatted(user, password, scope.isEmpty() ? "" : ", \"scope\": " + scope));
    }

    /** A token of the user admin for their project, the same for as long as it is good. */
    public String admin() {
        if (adminToken.isEmpty() || validate(adminToken, adminToken) != 200) {
            adminToken = token(signIn("admin", PASSWORD, project("admin")));
        }
        return adminToken;
    }

    /** How it is answered whether a token is good. */
    public int validate(String token, String subject) {
        return send("GET", "/v3/auth/tokens", token, "", "X-Subject-Token", subject).status();
    }

    public static String token(Answer answer) {
        return answer.header("X-Subject-Token").orElseThrow();
    }

    public static String project(String name) {
        return "{\"project\": {\"name\": \"%s\", \"domain\": {\"name\": \"Default\"}}}"
                .formatted(name);
    }

    /** Makes a project in the default domain; its id. */
    public String newProject(String name) {
        Answer answer =
                post("/v3/projects", admin(), "{\"project\": {\"name\": \"%s\"}}".formatted(name));
        return answer.text("/project/id");
    }

    /** Makes a user in the default domain with {@link #PASSWORD}; their id. */
    public String newUser(String name) {
        Answer answer =
                post(
                        "/v3/users",
                        admin(),
                        "{\"user\": {\"name\": \"%s\", \"password\": \"%s\"}}"
                                .formatted(name, PASSWORD));
        return answer.text("/user/id");
    }

    /** Makes a user with a role in a new project, both of that name; the user's id. */
    public String newUserWith(String role, String name) {
        String user = newUser(name);
        String path =
                "/v3/projects/%s/users/%s/roles/%s".formatted(newProject(name), user, role(role));
        send("PUT", path, admin(), "");
        return user;
    }

    /** The id of a role. */
    public String role(String name) {
        return get("/v3/roles?name=" + name, admin()).text("/roles/0/id");
    }

    /** A token for the project of the user's own name. */
    public String tokenOf(String name) {
        return token(signIn(name, PASSWORD, project(name)));
    }

    @Override
    public void close() {
        listener.close();
        identity.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
