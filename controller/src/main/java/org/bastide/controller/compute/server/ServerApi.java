package org.bastide.controller.compute.server;

import org.bastide.common.http.Page;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /servers}; what is done to one is {@link ServerActionApi}'s. */
public final class ServerApi {
    private final ServerService servers;
    private final CreateServers create;
    private final ActOnServer act;

    public ServerApi(ServerService servers, CreateServers create, ActOnServer act) {
        this.servers = servers;
        this.create = create;
        this.act = act;
    }

    public void mount(Routes routes) {
        routes.post("/servers", this::create);
        routes.get("/servers", request -> list(request, new ServerView(request)::brief));
        routes.get("/servers/detail", request -> list(request, new ServerView(request)::full));
        routes.get("/servers/:id", this::show);
        routes.put("/servers/:id", this::update);
        routes.delete("/servers/:id", this::delete);
        routes.get("/servers/:id/topology", this::topology);
    }

    private Reply create(Request request) {
        NewServer wanted = NewServer.parse(request.json(), request.version());
        Server first = create.create(request.caller(), wanted).getFirst();
        if (wanted.returnReservation()) {
            return Reply.accepted(Map.of("reservation_id", first.reservation()));
        }
        var view = new ServerView(request).created(first, wanted.securityGroups());
        return Reply.accepted(Map.of("server", view))
                .header("Location", request.link("/servers/" + first.id()));
    }

    private Reply list(Request request, Function<ServerDetail, Map<String, Object>> view) {
        List<ServerDetail> all = servers.list(request.caller(), ServerFilter.parse(request));
        Page page = ServerOrder.page(request);
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
        return Reply.ok(Map.of("server", new ServerView(request).shown(detail)));
    }

    private Reply update(Request request) {
        ServerChange change =
                ServerChange.parse(
                        request.json().only("server").object("server"), request.version());
        ServerDetail detail = servers.update(request.caller(), request.path("id"), change);
        return Reply.ok(Map.of("server", new ServerView(request).changed(detail)));
    }

    private Reply delete(Request request) {
        act.delete(request.caller(), request.path("id"), ComputePermission.SERVERS_DELETE);
        return Reply.noContent();
    }

    /** No guest has a topology of its own: its memory and processors are all in one place. */
    private Reply topology(Request request) {
        request.requireSince(2, 78);
        request.caller().require(ComputePermission.SERVER_TOPOLOGY);
        servers.show(request.caller(), request.path("id"));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("nodes", List.of());
        view.put("pagesize_kb", Optional.empty());
        return Reply.ok(view);
    }
}
