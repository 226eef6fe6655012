package org.bastide.common.http;

import java.util.Map;

/**
 * A refusal that the client is told about. Everything else that is thrown is a bug: 500, and
 * logged.
 */
public final class Problem extends RuntimeException {
    /** The closed table of what an API can refuse with. */
    public enum Code {
        BAD_REQUEST(400, "Bad Request", "badRequest"),
        UNAUTHORIZED(401, "Unauthorized", "unauthorized"),
        FORBIDDEN(403, "Forbidden", "forbidden"),
        NOT_FOUND(404, "Not Found", "itemNotFound"),
        METHOD_NOT_ALLOWED(405, "Method Not Allowed", "badMethod"),
        NOT_ACCEPTABLE(406, "Not Acceptable", "computeFault"),
        CONFLICT(409, "Conflict", "conflictingRequest"),
        GONE(410, "Gone", "computeFault"),
        PRECONDITION_FAILED(412, "Precondition Failed", "computeFault"),
        TOO_LARGE(413, "Request Entity Too Large", "overLimit"),
        URI_TOO_LONG(414, "URI Too Long", "computeFault"),
        UNSUPPORTED_MEDIA_TYPE(415, "Unsupported Media Type", "badMediaType"),
        UNSATISFIABLE_RANGE(416, "Range Not Satisfiable", "computeFault"),
        INTERNAL(500, "Internal Server Error", "computeFault"),
        NOT_IMPLEMENTED(501, "Not Implemented", "notImplemented"),
        UNAVAILABLE(503, "Service Unavailable", "serviceUnavailable");

        private final int status;
        private final String title;
        private final String novaName;

        Code(int status, String title, String novaName) {
            this.status = status;
            this.title = title;
            this.novaName = novaName;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }

        /** The status in words, as Keystone's {@code title}. */
        public String title() {
            return title;
        }

        /** The fault's name in Nova's and Cinder's bodies. */
        public String novaName() {
            return novaName;
        }
    }

    private final Code code;
    private final transient Map<String, String> headers;

    /** A refusal whose message names the field or the thing it is about. */
    public Problem(Code code, String message) {
        this(code, message, Map.of());
    }

    /** A refusal with headers of its own, such as {@code Retry-After}. */
    public Problem(Code code, String message, Map<String, String> headers) {
        super(message);
        this.code = code;
        this.headers = Map.copyOf(headers);
    }

    /** A refusal that something else caused. */
    public Problem(Code code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.headers = Map.of();
    }

    /** 400: the input is wrong. */
    public static Problem badRequest(String message) {
        return new Problem(Code.BAD_REQUEST, message);
    }

    /** 401. */
    public static Problem unauthorized(String message) {
        return new Problem(Code.UNAUTHORIZED, message);
    }

    /** 403. */
    public static Problem forbidden(String message) {
        return new Problem(Code.FORBIDDEN, message);
    }

    /** 404. */
    public static Problem notFound(String message) {
        return new Problem(Code.NOT_FOUND, message);
    }

    /** 409. */
    public static Problem conflict(String message) {
        return new Problem(Code.CONFLICT, message);
    }

    /** 503: what the answer depends on is away; the client may come again. */
    public static Problem unavailable(String message) {
        return new Problem(Code.UNAVAILABLE, message, Map.of("Retry-After", "2"));
    }

    public Code code() {
        return code;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
