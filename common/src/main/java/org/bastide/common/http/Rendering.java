package org.bastide.common.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

import java.util.List;
import java.util.Map;

/** Writes each {@link Reply} and {@link Problem}, in one place. */
final class Rendering {
    private static final int MOST_DEPTH = 64;

    static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MOST_DEPTH)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Rendering() {}

    /** The body's bytes: rendered on the request's thread, not on the event loop. */
    static Rendered render(Reply reply) {
        return switch (reply.body()) {
            case Reply.Body.Empty ignored -> new Rendered("", Buffer.buffer());
            case Reply.Body.Json json -> new Rendered("application/json", bytes(json.value()));
            case Reply.Body.Text text ->
                    new Rendered(text.mediaType(), Buffer.buffer(text.value()));
            case Reply.Body.Stream ignored ->
                    new Rendered("application/octet-stream", Buffer.buffer());
        };
    }

    /** A body that is ready to be sent. */
    record Rendered(String mediaType, Buffer bytes) {}

    static Reply reply(Problem problem, ApiService service) {
        Reply reply = Reply.json(problem.code().status(), service.faults().body(problem));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            reply = reply.header(header.getKey(), header.getValue());
        }
        return reply;
    }

    /** Sends a reply; on the event loop. */
    static void send(RoutingContext context, Reply reply, Rendered rendered) {
        HttpServerResponse response = context.response();
        if (response.closed() || response.ended()) {
            if (reply.body() instanceof Reply.Body.Stream stream) {
                stream.source().thenAccept(ByteSource::refuse);
            }
            return;
        }
        response.setStatusCode(reply.status());
        for (Map.Entry<String, List<String>> header : reply.headers().entrySet()) {
            response.putHeader(header.getKey(), header.getValue());
        }
        if (!rendered.mediaType().isEmpty() && !response.headers().contains("Content-Type")) {
            response.putHeader("Content-Type", rendered.mediaType());
        }
        if (reply.body() instanceof Reply.Body.Stream stream) {
            stream(context, stream);
        } else {
            response.end(rendered.bytes());
        }
    }

    /** The head is sent once the bytes are there, so that a source that fails is still a 503. */
    private static void stream(RoutingContext context, Reply.Body.Stream stream) {
        HttpServerResponse response = context.response();
        if (context.request().method().name().equals("HEAD")) {
            response.putHeader("Content-Length", Long.toString(stream.length())).end();
            return;
        }
        stream.source()
                .whenComplete(
                        (source, failure) ->
                                context.vertx()
                                        .runOnContext(
                                                ignored -> {
                                                    if (failure != null) {
                                                        away(response);
                                                    } else {
                                                        flow(source, stream.length(), response);
                                                    }
                                                }));
    }

    private static void away(HttpServerResponse response) {
        if (!response.closed()) {
            response.setStatusCode(503)
                    .putHeader("Retry-After", "2")
                    .putHeader("Content-Type", "text/plain")
                    .end("The storage node that has the bytes is away.");
        }
    }

    /** Whoever brings the bytes learns whether they arrived: one who reads no more is cut off. */
    private static void flow(ByteSource source, long length, HttpServerResponse response) {
        if (!response.closed()) {
            response.putHeader("Content-Length", Long.toString(length));
        }
        source.pipeTo(response)
                .onSuccess(done -> source.answer(204))
                .onFailure(cut -> source.refuse());
    }

    private static Buffer bytes(Object value) {
        try {
            return Buffer.buffer(JSON.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + value.getClass(), e);
        }
    }
}
