package org.bastide.controller.compute.server;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** {@code /servers/ID/action}. */
public final class ServerActionApi {
    private final ActOnServer act;
    private final ConsoleLog consoleLog;

    public ServerActionApi(ActOnServer act, ConsoleLog consoleLog) {
        this.act = act;
        this.consoleLog = consoleLog;
    }

    /** Adds the route. */
    public void mount(Routes routes) {
        routes.post("/servers/:id/action", this::act);
    }

    private Reply act(Request request) {
        Json body = request.json();
        if (body.fields().size() != 1) {
            throw Problem.badRequest(
                    "There must be exactly one action in the body; there are %d."
                            .formatted(body.fields().size()));
        }
        String name = body.fields().getFirst();
        return switch (name) {
            case "os-start" -> guest(request, ServerAction.START);
            case "os-stop" -> guest(request, ServerAction.STOP);
            case "pause" -> guest(request, ServerAction.PAUSE);
            case "unpause" -> guest(request, ServerAction.UNPAUSE);
            case "suspend" -> guest(request, ServerAction.SUSPEND);
            case "resume" -> guest(request, ServerAction.RESUME);
            case "reboot" -> guest(request, reboot(body.object(name).only("type")));
            case "lock" -> lock(request, body);
            case "unlock" -> unlock(request);
            case "forceDelete" -> forceDelete(request);
            case "os-resetState" -> resetState(request, body.object(name).only("state"));
            case "os-getConsoleOutput" ->
                    consoleLog(request, body.optionalObject(name).orElseGet(Json::empty));
            default -> throw Problem.badRequest("There is no such action: %s".formatted(name));
        };
    }

    private Reply guest(Request request, ServerAction action) {
        act.act(request.caller(), request.path("id"), action);
        return Reply.accepted();
    }

    private static ServerAction reboot(Json wanted) {
        return switch (wanted.string("type", 1, 8).toUpperCase(Locale.ROOT)) {
            case "SOFT" -> ServerAction.SOFT_REBOOT;
            case "HARD" -> ServerAction.HARD_REBOOT;
            default -> throw wanted.invalid("type", "is not one of ['HARD', 'SOFT']");
        };
    }

    /** The reason came with 2.73; what was sent there before meant nothing. */
    private Reply lock(Request request, Json body) {
        Optional<String> reason =
                request.version().atLeast(2, 73)
                        ? body.optionalObject("lock")
                                .map(lock -> lock.only("locked_reason"))
                                .map(lock -> lock.string("locked_reason", 1, 255))
                        : Optional.empty();
        act.lock(request.caller(), request.path("id"), reason);
        return Reply.accepted();
    }

    private Reply unlock(Request request) {
        act.unlock(request.caller(), request.path("id"));
        return Reply.accepted();
    }

    private Reply forceDelete(Request request) {
        act.delete(request.caller(), request.path("id"), ComputePermission.SERVERS_FORCE_DELETE);
        return Reply.accepted();
    }

    private Reply resetState(Request request, Json wanted) {
        boolean error =
                switch (wanted.string("state", 1, 8)) {
                    case "error" -> true;
                    case "active" -> false;
                    default -> throw wanted.invalid("state", "is not one of ['active', 'error']");
                };
        act.resetState(request.caller(), request.path("id"), error);
        return Reply.accepted();
    }

    private Reply consoleLog(Request request, Json wanted) {
        OptionalInt lines = wanted.only("length").optionalInt("length", -1, Integer.MAX_VALUE);
        boolean all = lines.isPresent() && lines.getAsInt() < 0;
        String text =
                consoleLog.read(
                        request.caller(), request.path("id"), all ? OptionalInt.empty() : lines);
        return Reply.ok(Map.of("output", text));
    }
}
