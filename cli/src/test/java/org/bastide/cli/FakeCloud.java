package org.bastide.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.SSLContext;

/** A cloud on a port of its own: the little of each API that the command uses, kept in memory. */
final class FakeCloud implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "token-";

    final List<String> changes = new CopyOnWriteArrayList<>();
    final ObjectNode nodes = JSON.createObjectNode();
    final FakeIdentity identity = new FakeIdentity();
    final FakeFlavors flavors = new FakeFlavors();
    final FakeImages images = new FakeImages();

    private final String scheme;
    private final HttpServer server;
    private int tokens;
    private int unavailable;
    private boolean revoked;

    FakeCloud() throws IOException {
        this(0);
    }

    FakeCloud(int port) throws IOException {
        this("http", HttpServer.create(address(port), 0));
    }

    FakeCloud(SSLContext context) throws IOException {
        this("https", secure(context));
    }

    private FakeCloud(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.createContext("/", this::handle);
        server.start();
        nodes.putArray("nodes");
    }

    /** What a handler answers. */
    record Said(int status, Optional<JsonNode> body) {
        static Said of(int status, JsonNode body) {
            return new Said(status, Optional.of(body));
        }

        static Said of(int status) {
            return new Said(status, Optional.empty());
        }
    }

    /** A request, taken apart. */
    record Asked(String method, String path, String query, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }

        Optional<String> parameter(String name) {
            for (String pair : query.split("&")) {
                if (pair.startsWith(name + "=")) {
                    return Optional.of(
                            URLDecoder.decode(
                                    pair.substring(name.length() + 1), StandardCharsets.UTF_8));
                }
            }
            return Optional.empty();
        }
    }

    String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    int port() {
        return server.getAddress().getPort();
    }

    int tokensGiven() {
        return tokens;
    }

    /** The next so many requests are answered 503. */
    void unavailable(int requests) {
        unavailable = requests;
    }

    /** The token given last is not accepted any more. */
    void revoke() {
        revoked = true;
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The objects of a field whose values are these. */
    static ObjectNode list(String field, List<? extends JsonNode> values) {
        ObjectNode answer = object();
        answer.putArray(field).addAll(new ArrayList<JsonNode>(values));
        return answer;
    }

    static Said refused(int status, String message) {
        ObjectNode body = object();
        body.putObject("error").put("code", status).put("message", message);
        return Said.of(status, body);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static HttpsServer secure(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(address(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        Asked asked =
                new Asked(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""),
                        new String(
                                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        exchange.getResponseHeaders().set("X-Openstack-Request-Id", "req-1");
        Said said = answer(exchange, asked);
        byte[] bytes =
                said.body()
                        .map(body -> body.toString().getBytes(StandardCharsets.UTF_8))
                        .orElse(new byte[0]);
        exchange.sendResponseHeaders(said.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Said answer(HttpExchange exchange, Asked asked) {
        if (unavailable > 0) {
            unavailable--;
            return refused(503, "not yet");
        }
        if (asked.path().equals("/identity/v3/auth/tokens")) {
            return authenticate(exchange, asked);
        }
        if (revoked
                || !(TOKEN + tokens)
                        .equals(exchange.getRequestHeaders().getFirst("X-Auth-Token"))) {
            return refused(401, "The request you have made requires authentication.");
        }
        if (!asked.method().equals("GET") && !asked.method().equals("HEAD")) {
            changes.add(asked.method() + " " + asked.path());
        }
        return service(asked);
    }

    private Said service(Asked asked) {
        String path = asked.path();
        if (path.equals("/bastide/v1/nodes")) {
            return Said.of(200, nodes);
        }
        if (path.equals("/bastide/v1/node-tokens")) {
            ObjectNode body = object();
            JsonNode wanted = asked.json().path("node_token");
            body.putObject("node_token")
                    .put(
                            "token",
                            wanted.path("role").asText() + "/" + wanted.path("name").asText());
            return Said.of(201, body);
        }
        if (path.startsWith("/identity/v3/")) {
            return identity.answer(asked);
        }
        if (path.startsWith("/compute/v2.1/flavors")) {
            return flavors.answer(asked);
        }
        if (path.startsWith("/image/v2/images")) {
            return images.answer(asked);
        }
        return refused(404, "not found: " + path);
    }

    private Said authenticate(HttpExchange exchange, Asked asked) {
        JsonNode auth = asked.json().path("auth");
        JsonNode user = auth.path("identity").path("password").path("user");
        if (!user.path("name").asText().equals("admin")
                || !user.path("password").asText().equals(PASSWORD)
                || !user.path("domain").path("name").asText().equals("Default")
                || !auth.path("scope").path("project").path("name").asText().equals("admin")) {
            return refused(401, "The request you have made requires authentication.");
        }
        revoked = false;
        tokens++;
        exchange.getResponseHeaders().set("X-Subject-Token", TOKEN + tokens);
        ObjectNode body = object();
        ObjectNode token = body.putObject("token");
        token.putObject("project")
                .put("id", FakeImages.OWNER)
                .putObject("domain")
                .put("id", "default");
        for (String endpoint : List.of("identity/v3", "image", "compute/v2.1")) {
            ObjectNode service = token.withArray("catalog").addObject();
            service.put("type", endpoint.replaceAll("/.*", ""));
            for (String region : List.of("Elsewhere", "RegionOne")) {
                service.withArray("endpoints")
                        .addObject()
                        .put("interface", "public")
                        .put("region_id", region)
                        .put(
                                "url",
                                (region.equals("RegionOne") ? url() : "http://127.0.0.1:1")
                                        + "/"
                                        + endpoint);
            }
        }
        return Said.of(201, body);
    }
}
