package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code /servers}. */
public final class ServerApi {
    private static final Set<String> SORTS =
            Set.of(
                    "created_at",
                    "updated_at",
                    "display_name",
                    "uuid",
                    "vm_state",
                    "project_id",
                    "user_id");

    private final ServerService servers;
    private final CreateServers create;
    private final ConsoleLog consoleLog;

    public ServerApi(ServerService servers, CreateServers create, ConsoleLog consoleLog) {
        this.servers = servers;
        this.create = create;
        this.consoleLog = consoleLog;
    }

    public void mount(Routes routes) {
        routes.post("/servers", this::create);
        routes.get("/servers", request -> list(request, new ServerView(request)::brief));
        routes.get("/servers/detail", request -> list(request, new ServerView(request)::full));
        routes.get("/servers/:id", this::show);
        routes.put("/servers/:id", this::update);
        routes.delete("/servers/:id", this::delete);
        routes.post("/servers/:id/action", this::act);
    }

    private Reply create(Request request) {
        NewServer wanted = NewServer.parse(request.json("server"), request.version());
        List<Server> made = create.create(request.caller(), wanted);
        if (wanted.returnReservation()) {
            return Reply.accepted(Map.of("reservation_id", made.getFirst().reservation()));
        }
        Map<String, Object> view = new ServerView(request).created(made.getFirst());
        return Reply.accepted(Map.of("server", view))
                .header("Location", request.link("/servers/" + made.getFirst().id()));
    }

    private Reply list(Request request, Function<ServerDetail, Map<String, Object>> view) {
        List<ServerDetail> all = servers.list(request.caller(), ServerFilter.parse(request));
        Page page = Page.parse(request, SORTS, List.of());
        List<ServerDetail> here =
                page.of(ServerOrder.sorted(all, page.sorts()), detail -> detail.server().id());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("servers", here.stream().map(view).toList());
        var links = page.links(request, here.stream().map(detail -> detail.server().id()).toList());
        if (!links.isEmpty()) {
            body.put("servers_links", links);
        }
        return Reply.ok(body);
    }

    private Reply show(Request request) {
        ServerDetail detail = servers.show(request.caller(), request.path("id"));
        return Reply.ok(Map.of("server", new ServerView(request).full(detail)));
    }

    private Reply update(Request request) {
        Json wanted =
                request.json("server")
                        .only(
                                "name",
                                "description",
                                "accessIPv4",
                                "accessIPv6",
                                "OS-DCF:diskConfig");
        Optional<String> name =
                wanted.has("name") ? Optional.of(NewServer.name(wanted, "name")) : Optional.empty();
        Optional<String> description =
                wanted.isNull("description")
                        ? Optional.of("")
                        : wanted.optionalString("description", 0, 255);
        ServerDetail detail =
                servers.rename(request.caller(), request.path("id"), name, description);
        return Reply.ok(Map.of("server", new ServerView(request).full(detail)));
    }

    private Reply delete(Request request) {
        servers.delete(request.caller(), request.path("id"));
        return Reply.noContent();
    }

    private Reply act(Request request) {
        Json body = request.json();
        if (body.fields().size() != 1) {
            throw Problem.badRequest(
                    "There must be exactly one action in the body; there are %d."
                            .formatted(body.fields().size()));
        }
        String name = body.fields().getFirst();
        if (name.equals("os-getConsoleOutput")) {
            return consoleLog(request, body.optionalObject(name).orElseGet(Json::empty));
        }
        servers.act(request.caller(), request.path("id"), action(name, body));
        return Reply.accepted();
    }

    private static ServerAction action(String name, Json body) {
        return switch (name) {
            case "os-start" -> ServerAction.START;
            case "os-stop" -> ServerAction.STOP;
            case "pause" -> ServerAction.PAUSE;
            case "unpause" -> ServerAction.UNPAUSE;
            case "suspend" -> ServerAction.SUSPEND;
            case "resume" -> ServerAction.RESUME;
            case "reboot" -> reboot(body.object(name).only("type"));
            default -> throw Problem.badRequest("There is no such action: %s".formatted(name));
        };
    }

    private static ServerAction reboot(Json wanted) {
        return switch (wanted.string("type", 1, 8).toUpperCase(java.util.Locale.ROOT)) {
            case "SOFT" -> ServerAction.SOFT_REBOOT;
            case "HARD" -> ServerAction.HARD_REBOOT;
            default -> throw wanted.invalid("type", "is not one of ['HARD', 'SOFT']");
        };
    }

    private Reply consoleLog(Request request, Json wanted) {
        wanted.only("length");
        java.util.OptionalInt lines = wanted.optionalInt("length", -1, Integer.MAX_VALUE);
        String text =
                consoleLog.read(
                        request.caller(),
                        request.path("id"),
                        lines.isPresent() && lines.getAsInt() < 0
                                ? java.util.OptionalInt.empty()
                                : lines);
        return Reply.ok(Map.of("output", text));
    }
}
