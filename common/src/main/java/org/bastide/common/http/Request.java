package org.bastide.common.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/** A request as an endpoint sees it. */
public final class Request {
    /** Where an upload route keeps the body for {@link #bytes}. */
    static final String BYTES = "bytes";

    private final ApiService service;
    private final RoutingContext context;
    private final Microversion version;
    private final String id;
    private Optional<Caller> caller = Optional.empty();

    Request(ApiService service, RoutingContext context, Microversion version, String id) {
        this.service = service;
        this.context = context;
        this.version = version;
        this.id = id;
    }

    /** The id that the answer's {@code X-Openstack-Request-Id} and our logs name. */
    public String id() {
        return id;
    }

    /** The microversion that was negotiated. */
    public Microversion version() {
        return version;
    }

    /** Who asks. Only an open route has requests without one, and does not call this. */
    public Caller caller() {
        return caller.orElseThrow(
                () -> Problem.unauthorized("The request you have made requires authentication."));
    }

    void authenticated(Caller who) {
        caller = Optional.of(who);
    }

    /**
     * Goes on only from the microversion on that has what this route does.
     *
     * @throws Problem NOT_FOUND before it, as Nova answers
     */
    public void requireSince(int major, int minor) {
        if (!version.atLeast(major, minor)) {
            throw unversioned();
        }
    }

    /**
     * Goes on only before the microversion that took away what this route does.
     *
     * @throws Problem NOT_FOUND from it on
     */
    public void requireBefore(int major, int minor) {
        if (version.atLeast(major, minor)) {
            throw unversioned();
        }
    }

    private Problem unversioned() {
        return Problem.notFound(
                "API version %s is not supported on this method.".formatted(version));
    }

    /** A part of the path, such as {@code id} of {@code /servers/:id}. */
    public String path(String name) {
        return context.pathParam(name);
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    /** All headers whose name starts with the prefix, in lower case. */
    public List<java.util.Map.Entry<String, String>> headers(String prefix) {
        return context.request().headers().entries().stream()
                .filter(entry -> entry.getKey().regionMatches(true, 0, prefix, 0, prefix.length()))
                .toList();
    }

    /** A query parameter's first value. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(parameters().get(name));
    }

    /** A query parameter's values. */
    public List<String> queries(String name) {
        return parameters().getAll(name);
    }

    /** The names of the query's parameters. */
    public List<String> queryNames() {
        return List.copyOf(parameters().names());
    }

    /** Refuses query parameters other than these. */
    public void onlyQueries(String... known) {
        Set<String> unknown = new TreeSet<>(queryNames());
        unknown.removeAll(Set.of(known));
        if (!unknown.isEmpty()) {
            throw Problem.badRequest(
                    "Invalid input for query parameters. Additional properties are not allowed ('%s' %s unexpected)"
                            .formatted(
                                    String.join("', '", unknown),
                                    unknown.size() == 1 ? "was" : "were"));
        }
    }

    /** A query parameter that is a whole number of at least {@code least}. */
    public OptionalLong queryInteger(String name, long least) {
        Optional<String> value = query(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!value.get().matches("-?\\d{1,18}") || Long.parseLong(value.get()) < least) {
            throw Problem.badRequest(
                    "Invalid input for query parameters %s. Value: %s. It must be a whole number of at least %d"
                            .formatted(name, value.get(), least));
        }
        return OptionalLong.of(Long.parseLong(value.get()));
    }

    private MultiMap parameters() {
        try {
            return context.queryParams();
        } catch (IllegalArgumentException e) {
            throw new Problem(Problem.Code.BAD_REQUEST, "The query is not valid", e);
        }
    }

    /** The body as a JSON object. */
    public Json json() {
        return Json.of("", jsonNode());
    }

    /** One object in the body, such as {@code server} of <code>{"server": {…}}</code>. */
    public Json json(String field) {
        return json().object(field);
    }

    /** The body as any JSON. */
    public JsonNode jsonNode() {
        Buffer body = context.body().buffer();
        if (body == null || body.length() == 0) {
            throw Problem.badRequest("The request has no body; JSON is expected.");
        }
        try {
            JsonNode node = Rendering.JSON.readTree(body.getBytes());
            if (node.isMissingNode()) {
                throw Problem.badRequest("The request has no body; JSON is expected.");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST,
                    "Malformed request body: " + e.getOriginalMessage(),
                    e);
        } catch (java.io.IOException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST, "Malformed request body: not UTF-8 JSON", e);
        }
    }

    /** Whether there is a body. */
    public boolean hasBody() {
        Buffer body = context.body().buffer();
        return body != null && body.length() > 0;
    }

    /** The body's media type without parameters, in lower case. */
    public Optional<String> mediaType() {
        return header("Content-Type")
                .map(value -> value.split(";")[0].trim().toLowerCase(java.util.Locale.ROOT));
    }

    /** The body of a request to an upload route, not yet read. */
    public ByteSource bytes() {
        return context.get(BYTES);
    }

    /** A link to a path of this service, as the client reaches it. */
    public String link(String path) {
        return root() + service.prefix() + path;
    }

    /** Scheme, host and port as the client reaches them. */
    public String root() {
        HttpServerRequest request = context.request();
        return request.scheme()
                + "://"
                + (request.authority() == null ? "localhost" : request.authority());
    }

    /** The request's path, without its query. */
    public String uri() {
        return context.request().path();
    }

    /** The request's query as sent, empty without one. */
    public String rawQuery() {
        return Optional.ofNullable(context.request().query()).orElse("");
    }
}
