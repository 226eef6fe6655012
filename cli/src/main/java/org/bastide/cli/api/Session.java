package org.bastide.cli.api;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.cloud.Cloud;

import java.io.FileNotFoundException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A cloud that knows who asks. The first request authenticates, and so does one after a 401. */
public final class Session {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int UNAUTHORIZED = 401;

    private final Cloud cloud;
    private final Transport transport;
    private Optional<Authentication> authentication = Optional.empty();

    /**
     * A session that has not asked anything yet.
     *
     * @param patience how long to wait for a cloud that refuses connections or answers 503
     */
    public Session(Cloud cloud, Patience patience) {
        this.cloud = cloud;
        this.transport = new Transport(cloud.cacert(), patience);
    }

    /** The id of the project that asks. */
    public String project() {
        return authenticated().project();
    }

    /** The id of that project's domain. */
    public String domain() {
        return authenticated().projectDomain();
    }

    public Answer get(Service service, String path) {
        return call(service, path, "GET", BodyPublishers.noBody(), "application/json", TIMEOUT);
    }

    public Answer head(Service service, String path) {
        return call(service, path, "HEAD", BodyPublishers.noBody(), "application/json", TIMEOUT);
    }

    public Answer put(Service service, String path) {
        return call(service, path, "PUT", BodyPublishers.noBody(), "application/json", TIMEOUT);
    }

    public Answer delete(Service service, String path) {
        return call(service, path, "DELETE", BodyPublishers.noBody(), "application/json", TIMEOUT);
    }

    public Answer post(Service service, String path, JsonNode body) {
        BodyPublisher text = BodyPublishers.ofString(body.toString());
        return call(service, path, "POST", text, "application/json", TIMEOUT);
    }

    /** Sends a file's bytes, however long that takes. */
    public Answer upload(Service service, String path, Path file) {
        try {
            return call(
                    service,
                    path,
                    "PUT",
                    BodyPublishers.ofFile(file),
                    "application/octet-stream",
                    Duration.ofDays(7));
        } catch (FileNotFoundException e) {
            throw new Complaint(Exit.WRONG_INPUT, file + " cannot be read", e);
        }
    }

    /** A value, fit for a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private Answer call(
            Service service,
            String path,
            String method,
            BodyPublisher body,
            String type,
            Duration timeout) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint(service) + path))
                        .method(method, body)
                        .header("Content-Type", type)
                        .header("Accept", "application/json")
                        .timeout(timeout);
        Answer answer = transport.send(signed(request));
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        authentication = Optional.empty();
        return transport.send(signed(request));
    }

    private HttpRequest signed(HttpRequest.Builder request) {
        return request.setHeader("X-Auth-Token", authenticated().token().text()).build();
    }

    private String endpoint(Service service) {
        if (service == Service.BASTIDE) {
            return service.versioned(cloud.root().toString());
        }
        return Optional.ofNullable(authenticated().endpoints().get(service.type()))
                .map(service::versioned)
                .orElseThrow(
                        () ->
                                new Complaint(
                                        Exit.FAILED,
                                        "the catalog of %s has no public endpoint of type %s%s"
                                                .formatted(
                                                        cloud.identity(),
                                                        service.type(),
                                                        cloud.region()
                                                                .map(name -> " in region " + name)
                                                                .orElse(""))));
    }

    private Authentication authenticated() {
        if (authentication.isEmpty()) {
            authentication = Optional.of(Authentication.request(cloud, transport));
        }
        return authentication.get();
    }
}
