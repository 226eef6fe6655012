package org.bastide.common.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What a request is answered with: a status, headers, and a body that is rendered as JSON, text, or
 * streamed.
 *
 * @param status the HTTP status
 * @param headers beyond those that every answer has
 * @param body what is sent
 */
public record Reply(int status, Map<String, List<String>> headers, Body body) {
    /** What an answer carries. */
    public sealed interface Body {
        /** Nothing. */
        record Empty() implements Body {}

        /** A record, map or list that Jackson writes, in snake case. */
        record Json(Object value) implements Body {}

        /** Text of a media type. */
        record Text(String mediaType, String value) implements Body {}

        /** Bytes of a known length that come from elsewhere. */
        record Stream(long length, CompletionStage<ByteSource> source) implements Body {}
    }

    private static final Body EMPTY = new Body.Empty();

    /** 200 with JSON. */
    public static Reply ok(Object value) {
        return json(200, value);
    }

    /** 201 with JSON. */
    public static Reply created(Object value) {
        return json(201, value);
    }

    /** 202 with JSON. */
    public static Reply accepted(Object value) {
        return json(202, value);
    }

    /** 202. */
    public static Reply accepted() {
        return empty(202);
    }

    /** 204. */
    public static Reply noContent() {
        return empty(204);
    }

    /** Any status with JSON. */
    public static Reply json(int status, Object value) {
        return new Reply(status, Map.of(), new Body.Json(value));
    }

    /** Any status without a body. */
    public static Reply empty(int status) {
        return new Reply(status, Map.of(), EMPTY);
    }

    /** 200 with text. */
    public static Reply text(String mediaType, String value) {
        return new Reply(200, Map.of(), new Body.Text(mediaType, value));
    }

    /** 200 with bytes from elsewhere. */
    public static Reply stream(long length, CompletionStage<ByteSource> source) {
        return new Reply(200, Map.of(), new Body.Stream(length, source));
    }

    /** The same with one header value more. */
    public Reply header(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(headers);
        more.merge(
                name,
                List.of(value),
                (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream()).toList());
        return new Reply(status, more, body);
    }
}
