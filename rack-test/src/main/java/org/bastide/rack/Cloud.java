package org.bastide.rack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** The API as a program uses it, where a test makes too many calls for the command. */
final class Cloud {
    static final ObjectMapper JSON = new ObjectMapper();

    private final Credentials credentials;
    private final HttpClient client;
    private String token = "";

    private Cloud(Credentials credentials) {
        this.credentials = credentials;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(credentials.trust())
                        .connectTimeout(Duration.ofSeconds(10))
                        .build();
    }

    /** The cloud of this name in the rack's credentials. */
    static Cloud of(Rack rack, String name) {
        Cloud cloud = new Cloud(Credentials.of(rack, name));
        cloud.token = cloud.newToken();
        return cloud;
    }

    /** What was answered; what is not JSON is a text. */
    record Answer(int status, JsonNode body, Map<String, java.util.List<String>> headers) {
        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("not " + wanted + " but " + status + ": " + body);
            }
            return this;
        }

        /** OpenStack's message of a fault. */
        String message() {
            return body.findPath("message").asText(body.asText());
        }
    }

    /** Where its API is, without a service's path. */
    String url() {
        return credentials.url();
    }

    /** The token that its calls are made with. */
    String token() {
        return token;
    }

    /** A connection to the API, for what no HTTP client would send. */
    Socket dial() throws IOException {
        URI url = URI.create(credentials.url());
        return credentials.trust().getSocketFactory().createSocket(url.getHost(), url.getPort());
    }

    String newToken() {
        Answer answer =
                call("POST", "/identity/v3/auth/tokens", Optional.of(credentials.login()), "");
        return answer.expect(201).headers().get("x-subject-token").getFirst();
    }

    Answer get(String path) {
        return call("GET", path, Optional.empty(), token);
    }

    Answer post(String path, JsonNode body) {
        return call("POST", path, Optional.of(body), token);
    }

    Answer delete(String path) {
        return call("DELETE", path, Optional.empty(), token);
    }

    /** One call, with a token that may be another's or nobody's. */
    Answer call(String method, String path, Optional<JsonNode> body, String as) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(credentials.url() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("Content-Type", "application/json")
                        .header("OpenStack-API-Version", "compute 2.79")
                        .method(
                                method,
                                body.map(json -> BodyPublishers.ofString(json.toString()))
                                        .orElse(BodyPublishers.noBody()));
        if (!as.isEmpty()) {
            request.header("X-Auth-Token", as);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(), parsed(response.body()), response.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /**
     * Reads once the API answers with anything but a 5xx: after a fault it may be away for a while.
     */
    Answer read(String path, Duration patience) {
        AtomicReference<Answer> last = new AtomicReference<>();
        Rack.await(
                "GET " + path + " is answered",
                patience,
                () -> {
                    try {
                        last.set(get(path));
                        return last.get().status() < 500;
                    } catch (UncheckedIOException away) {
                        return false;
                    }
                });
        return last.get();
    }

    /** Asks for a server and gives its id: acknowledged, not there yet. */
    String create(String name, String image, String flavor, Map<String, String> more) {
        ObjectNode server = JSON.createObjectNode();
        server.put("name", name);
        server.put("imageRef", image);
        server.put("flavorRef", flavor);
        server.put("networks", "none");
        more.forEach(server::put);
        JsonNode request = JSON.createObjectNode().set("server", server);
        return post("/compute/v2.1/servers", request)
                .expect(202)
                .body()
                .path("server")
                .path("id")
                .asText();
    }

    /** Waits until a server's status is one of these, and gives the server. */
    JsonNode await(String server, Duration patience, String... statuses) {
        AtomicReference<JsonNode> last = new AtomicReference<>(JSON.nullNode());
        try {
            Rack.await(
                    "server " + server + " is " + String.join(" or ", statuses),
                    patience,
                    () -> {
                        last.set(
                                read("/compute/v2.1/servers/" + server, patience)
                                        .expect(200)
                                        .body()
                                        .path("server"));
                        return Set.of(statuses).contains(last.get().path("status").asText())
                                && last.get().path("OS-EXT-STS:task_state").isNull();
                    });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; it is " + last.get(), e);
        }
        return last.get();
    }

    /** Deletes a server and waits until it is gone. */
    void remove(String server, Duration patience) {
        String path = "/compute/v2.1/servers/" + server;
        delete(path).expect(204);
        Rack.await("server " + server + " is gone", patience, () -> gone(path, patience));
    }

    private boolean gone(String path, Duration patience) {
        return read(path, patience).status() == 404;
    }

    /** What is left to say of a server, or of a plain text that came back. */
    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
