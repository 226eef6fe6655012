package org.bastide.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Optional;

/** What a service answered. */
public final class Answer {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpResponse<String> response;

    Answer(HttpResponse<String> response) {
        this.response = response;
    }

    /** The HTTP status. */
    public int status() {
        return response.statusCode();
    }

    /** A header, if it is there. */
    Optional<String> header(String name) {
        return response.headers().firstValue(name);
    }

    /** The body of a success. */
    public JsonNode json() {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new Complaint(
                    Exit.FAILED,
                    response.uri() + " answered what is no JSON: is this an OpenStack API?",
                    e);
        }
    }

    /**
     * This answer.
     *
     * @param doing what was asked for, after "cannot"
     * @throws Complaint if it has none of these statuses
     */
    public Answer expect(String doing, int... statuses) {
        if (Arrays.stream(statuses).anyMatch(status -> status == status())) {
            return this;
        }
        String request = header("X-Openstack-Request-Id").map(id -> " (" + id + ")").orElse("");
        throw new Complaint(
                switch (status()) {
                    case 401 -> Exit.UNAUTHENTICATED;
                    case 502, 503, 504 -> Exit.UNREACHABLE;
                    default -> Exit.FAILED;
                },
                "cannot %s: %d %s%s".formatted(doing, status(), fault(), request));
    }

    /** What the body says went wrong, in whatever shape the service has for it. */
    private String fault() {
        String body = response.body();
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree.path("message").isTextual()) {
                return tree.path("message").textValue();
            }
            for (JsonNode inner : tree) {
                if (inner.path("message").isTextual()) {
                    return inner.path("message").textValue();
                }
            }
        } catch (JsonProcessingException e) {
            // some refusals are pages
        }
        String text = body.replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ").strip();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
