package org.bastide.controller.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** As much of Keystone as a client needs to find the image service: one token, one catalog. */
final class FakeIdentity implements AutoCloseable {
    private final HttpServer server;
    private final String services;

    /**
     * Starts to answer.
     *
     * @param services where the catalog's services are
     */
    FakeIdentity(String services) throws IOException {
        this.services = services;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v3", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:%d/v3".formatted(server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean token = exchange.getRequestURI().getPath().equals("/v3/auth/tokens");
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (token) {
            exchange.getResponseHeaders().add("X-Subject-Token", "admin");
        }
        byte[] body = (token ? token() : version()).getBytes(UTF_8);
        exchange.sendResponseHeaders(token ? 201 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String version() {
        return """
        {"version": {"id": "v3.14", "status": "stable", "links": [{"rel": "self", "href": "%s/"}]}}
        """
                .formatted(url());
    }

    private String token() {
        return """
        {"token": {"methods": ["password"], "issued_at": "2026-01-01T00:00:00.000000Z",
          "expires_at": "2099-01-01T00:00:00.000000Z", "audit_ids": ["a"],
          "user": {"id": "admin", "name": "admin", "domain": {"id": "default", "name": "Default"}},
          "project": {"id": "admin", "name": "admin", "domain": {"id": "default", "name": "Default"}},
          "roles": [{"id": "r", "name": "admin"}],
          "catalog": [{"id": "i", "type": "image", "name": "glance", "endpoints": [
            {"id": "e", "interface": "public", "region": "one", "region_id": "one", "url": "%s/image"}]}]}}
        """
                .formatted(services);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
