package org.bastide.controller.compute.server;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Request;
import org.bastide.controller.node.Node;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which servers a list asks for.
 *
 * @param name a regular expression that is found in the name
 * @param changesSince those that changed then or later
 */
public record ServerFilter(
        boolean allProjects,
        Optional<String> projectId,
        boolean deleted,
        Optional<Pattern> name,
        Optional<String> status,
        Optional<String> vmState,
        Optional<String> image,
        Optional<String> flavor,
        Optional<String> host,
        Optional<String> uuid,
        Optional<String> user,
        Optional<String> keyName,
        Optional<String> reservation,
        Optional<Instant> changesSince) {
    /**
     * Reads a list's query. What only administrators may ask is ignored from others, as Nova does.
     */
    public static ServerFilter parse(Request request) {
        boolean admin = request.caller().isAdmin();
        return new ServerFilter(
                admin && flag(request, "all_tenants"),
                request.query("project_id")
                        .or(() -> request.query("tenant_id"))
                        .filter(ignored -> admin),
                admin && flag(request, "deleted"),
                request.query("name").map(ServerFilter::pattern),
                request.query("status").map(text -> text.toUpperCase(Locale.ROOT)),
                request.query("vm_state"),
                request.query("image"),
                request.query("flavor"),
                request.query("host").filter(ignored -> admin),
                request.query("uuid"),
                request.query("user_id").filter(ignored -> admin),
                request.query("key_name"),
                request.query("reservation_id"),
                request.query("changes-since").map(ServerFilter::moment));
    }

    private static boolean flag(Request request, String name) {
        return request.query(name)
                .map(
                        text ->
                                switch (text.toLowerCase(Locale.ROOT)) {
                                    case "1", "true", "yes", "on", "t", "y", "" -> true;
                                    case "0", "false", "no", "off", "f", "n" -> false;
                                    default ->
                                            throw Problem.badRequest(
                                                    "Invalid input for query parameters %s. Value: %s."
                                                            .formatted(name, text));
                                })
                .orElse(false);
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST,
                    "Invalid input for query parameters name. Value: %s. It is not a regular expression."
                            .formatted(text),
                    e);
        }
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text.endsWith("Z") || text.contains("+") ? text : text + "Z");
        } catch (DateTimeParseException e) {
            throw new Problem(
                    Problem.Code.BAD_REQUEST,
                    "Invalid input for query parameters changes-since. Value: %s. It is not a moment."
                            .formatted(text),
                    e);
        }
    }

    /** The project whose servers are meant; empty for those of all. */
    Optional<String> project(Caller caller) {
        if (projectId.isPresent()) {
            return projectId;
        }
        return allProjects ? Optional.empty() : Optional.of(caller.requireProject());
    }

    boolean matches(ServerDetail detail) {
        Server server = detail.server();
        ServerStatus is = detail.status();
        return name.map(pattern -> pattern.matcher(server.name()).find()).orElse(true)
                && equal(status, is.word())
                && equal(vmState, is.vm().word())
                && equal(image, server.image())
                && equal(flavor, server.flavor().id())
                && equal(host, detail.node().map(Node::name).orElse(""))
                && equal(uuid, server.id())
                && equal(user, server.user())
                && equal(keyName, server.keyName().orElse(""))
                && equal(reservation, server.reservation())
                && changesSince.map(since -> !server.updated().isBefore(since)).orElse(true);
    }

    private static boolean equal(Optional<String> wanted, String is) {
        return wanted.isEmpty() || wanted.get().equals(is);
    }
}
