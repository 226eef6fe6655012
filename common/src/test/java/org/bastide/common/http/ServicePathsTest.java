package org.bastide.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;

/** Which service answers which path when one's path lies below another's. */
class ServicePathsTest {
    private static final ApiService ABOVE = ApiService.of("above", "/compute", FaultShape.NOVA);
    private static final ApiService BELOW =
            ApiService.of("compute", "/compute/v2.1", FaultShape.NOVA);

    private final Vertx vertx = Vertx.vertx();
    private final ApiListener listener = new ApiListener(vertx, token -> Optional.empty());
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        Routes above = listener.service(ABOVE);
        above.open("GET", "/", request -> Reply.ok(Map.of("from", "above")));
        Routes below = listener.service(BELOW);
        below.open("GET", "/", request -> Reply.ok(Map.of("from", "below")));
        below.open("GET", "/things", request -> Reply.ok(Map.of("from", "things")));
        listener.startPlain(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    @AfterEach
    void stop() {
        client.close();
        listener.close();
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/compute", "/compute/"})
    void theUpperServiceAnswersItsOwnRoot(String path) throws Exception {
        assertThat(send("GET", path).body()).isEqualTo("{\"from\":\"above\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/compute/v2.1", "/compute/v2.1/"})
    void theLowerServiceAnswersItsRootWithAndWithoutASlash(String path) throws Exception {
        assertThat(send("GET", path).body()).isEqualTo("{\"from\":\"below\"}");
    }

    @Test
    void aPathThatNoRouteTakesGetsItsOwnServicesFault() throws Exception {
        HttpResponse<String> answer = send("GET", "/compute/v2.1/nothing");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"itemNotFound\":");
        assertThat(answer.headers().firstValue("X-Compute-Request-Id")).isPresent();
    }

    @Test
    void aMethodThatNoRouteTakesIsRefusedInTheServicesOwnShape() throws Exception {
        HttpResponse<String> answer = send("PUT", "/compute/v2.1/things");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).startsWith("{\"badMethod\":");
    }

    @Test
    void aPathOfNoServiceIsAPlain404() throws Exception {
        HttpResponse<String> answer = send("GET", "/elsewhere");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"error\":");
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + listener.port() + path);
        return client.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
