package org.bastide.common.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * The routes of one service. This class alone owns the hop: a request's body is read on the event
 * loop, its endpoint runs on a virtual thread of its own, its reply is sent once, from the event
 * loop again.
 */
public final class Routes {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final long MOST_BODY = 1024 * 1024;
    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);

    private final ApiService service;
    private final Router router;
    private final Authenticator authenticator;
    private final Admission admission;
    private final Executor threads;
    private final List<Mounted> mounted = new ArrayList<>();

    /**
     * A route that was added.
     *
     * @param open whether it needs no token
     */
    public record Mounted(String method, String path, boolean open) {}

    Routes(
            ApiService service,
            Router router,
            Authenticator authenticator,
            Admission admission,
            Executor threads) {
        this.service = service;
        this.router = router;
        this.authenticator = authenticator;
        this.admission = admission;
        this.threads = threads;
    }

    /** What these are the routes of. */
    public ApiService service() {
        return service;
    }

    /** What was added so far: a test walks it as somebody who may nothing. */
    public List<Mounted> mounted() {
        return List.copyOf(mounted);
    }

    public void get(String path, Endpoint endpoint) {
        add(HttpMethod.GET, path, endpoint, true);
    }

    public void head(String path, Endpoint endpoint) {
        add(HttpMethod.HEAD, path, endpoint, true);
    }

    public void post(String path, Endpoint endpoint) {
        add(HttpMethod.POST, path, endpoint, true);
    }

    public void put(String path, Endpoint endpoint) {
        add(HttpMethod.PUT, path, endpoint, true);
    }

    public void patch(String path, Endpoint endpoint) {
        add(HttpMethod.PATCH, path, endpoint, true);
    }

    public void delete(String path, Endpoint endpoint) {
        add(HttpMethod.DELETE, path, endpoint, true);
    }

    /** A route that needs no token, such as the one that gives them out. */
    public void open(String method, String path, Endpoint endpoint) {
        add(HttpMethod.valueOf(method), path, endpoint, false);
    }

    /** A route whose body is not read before the endpoint runs: {@link Request#bytes()}. */
    public void upload(String method, String path, Endpoint endpoint) {
        route(HttpMethod.valueOf(method), path, true)
                .handler(
                        context -> {
                            ByteSource body = new ByteSource(context.request().pause());
                            context.put(Request.BYTES, body);
                            context.addBodyEndHandler(ignored -> drain(context, body));
                            admit(context, endpoint, true);
                        });
    }

    /**
     * Reads away what an endpoint answered without reading, for a while: a client that is still
     * sending would otherwise see a broken connection in place of the answer.
     */
    private static void drain(RoutingContext context, ByteSource body) {
        body.cut();
        HttpServerRequest request = context.request();
        if (request.isEnded()) {
            return;
        }
        request.resume();
        context.vertx()
                .setTimer(
                        LONGEST_DRAIN.toMillis(),
                        ignored -> {
                            if (!request.isEnded()) {
                                request.connection().close();
                            }
                        });
    }

    private void add(HttpMethod method, String path, Endpoint endpoint, boolean closed) {
        route(method, path, closed)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BODY))
                .handler(context -> admit(context, endpoint, closed));
    }

    /**
     * Routes have their whole path: nested routers would answer unknown paths each on its own. A
     * path without a slash at its end matches with one, too.
     */
    private Route route(HttpMethod method, String path, boolean closed) {
        mounted.add(new Mounted(method.name(), path, !closed));
        boolean ofService = path.equals("/") && !service.prefix().isEmpty();
        String whole = ofService ? service.prefix() : service.prefix() + path;
        return router.route(method, whole).failureHandler(this::failed);
    }

    private void admit(RoutingContext context, Endpoint endpoint, boolean closed) {
        boolean admitted =
                admission.enter(
                        () ->
                                threads.execute(
                                        () -> {
                                            try {
                                                run(context, endpoint, closed);
                                            } finally {
                                                admission.leave();
                                            }
                                        }));
        if (!admitted) {
            refuse(context, Problem.unavailable("Too many requests at once; try again."), newId());
        }
    }

    private void run(RoutingContext context, Endpoint endpoint, boolean closed) {
        String id = newId();
        Reply reply;
        Rendering.Rendered rendered;
        Microversion version = null;
        try {
            version = negotiate(context);
            Request request = new Request(service, context, version, id);
            if (closed) {
                request.authenticated(authenticate(context.request()));
            }
            reply = ScopedValue.where(RequestId.CURRENT, id).call(() -> endpoint.answer(request));
            rendered = Rendering.render(reply);
        } catch (Problem problem) {
            LOG.debug(
                    "{} {} {}: {}",
                    id,
                    context.request().method(),
                    context.request().path(),
                    problem.getMessage());
            reply = Rendering.reply(problem, service);
            rendered = Rendering.render(reply);
        } catch (RuntimeException | Error unexpected) {
            LOG.error(
                    "{} {} {} failed",
                    id,
                    context.request().method(),
                    context.request().path(),
                    unexpected);
            reply = Rendering.reply(unexpected(), service);
            rendered = Rendering.render(reply);
        }
        send(context, reply, rendered, version, id);
    }

    private void send(
            RoutingContext context,
            Reply reply,
            Rendering.Rendered rendered,
            Microversion version,
            String id) {
        context.vertx()
                .runOnContext(
                        ignored -> {
                            context.response().putHeader("X-Openstack-Request-Id", id);
                            if (service.type().equals("compute")) {
                                context.response().putHeader("X-Compute-Request-Id", id);
                            }
                            if (service.versions().isPresent() && version != null) {
                                stamp(context, version);
                            }
                            Rendering.send(context, reply, rendered);
                        });
    }

    private void stamp(RoutingContext context, Microversion version) {
        context.response()
                .putHeader("OpenStack-API-Version", service.type() + " " + version)
                .putHeader("Vary", "OpenStack-API-Version");
        if (service.type().equals("compute")) {
            context.response()
                    .putHeader("X-OpenStack-Nova-API-Version", version.toString())
                    .putHeader("Vary", "OpenStack-API-Version, X-OpenStack-Nova-API-Version");
        }
    }

    private Caller authenticate(HttpServerRequest request) {
        String token = request.getHeader("X-Auth-Token");
        if (token != null) {
            var caller = authenticator.authenticate(token);
            if (caller.isPresent()) {
                return caller.get();
            }
        }
        String root = request.scheme() + "://" + request.authority();
        throw new Problem(
                Problem.Code.UNAUTHORIZED,
                "The request you have made requires authentication.",
                java.util.Map.of(
                        "WWW-Authenticate", "Keystone uri=\"%s/identity\"".formatted(root)));
    }

    private Microversion negotiate(RoutingContext context) {
        HttpServerRequest request = context.request();
        return service.negotiate(
                java.util.Optional.ofNullable(request.getHeader("OpenStack-API-Version")),
                java.util.Optional.ofNullable(request.getHeader("X-OpenStack-Nova-API-Version")));
    }

    /** What fails on the event loop, before any endpoint runs, or has no endpoint. */
    void failed(RoutingContext context) {
        Problem problem =
                switch (context.statusCode()) {
                    case 400 -> Problem.badRequest("The request could not be read.");
                    case 404 -> Problem.notFound("The resource could not be found.");
                    case 405 ->
                            new Problem(
                                    Problem.Code.METHOD_NOT_ALLOWED,
                                    "The method %s is not allowed here."
                                            .formatted(context.request().method()));
                    case 413 ->
                            new Problem(
                                    Problem.Code.TOO_LARGE,
                                    "The request is larger than the %d bytes that are allowed here."
                                            .formatted(MOST_BODY));
                    default -> {
                        LOG.error(
                                "{} {} failed",
                                context.request().method(),
                                context.request().path(),
                                context.failure());
                        yield unexpected();
                    }
                };
        refuse(context, problem, newId());
    }

    private void refuse(RoutingContext context, Problem problem, String id) {
        Reply reply = Rendering.reply(problem, service);
        send(context, reply, Rendering.render(reply), null, id);
    }

    private static Problem unexpected() {
        return new Problem(
                Problem.Code.INTERNAL,
                "Unexpected API error. The operator's log names this request's id.");
    }

    private static String newId() {
        return "req-" + UUID.randomUUID();
    }
}
