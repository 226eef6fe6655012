package org.bastide.controller.identity.token;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;
import org.bastide.controller.identity.base.Listing;
import org.bastide.controller.identity.catalog.Catalog;
import org.bastide.controller.identity.domain.DomainApi;
import org.bastide.controller.identity.project.ProjectView;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v3/auth}. */
public final class TokenApi {
    private static final String SUBJECT = "X-Subject-Token";
    private static final String TOKENS = "/v3/auth/tokens";

    private final TokenIssuer issuer;
    private final TokenService tokens;
    private final Catalog catalog;

    TokenApi(TokenIssuer issuer, TokenService tokens, Catalog catalog) {
        this.issuer = issuer;
        this.tokens = tokens;
        this.catalog = catalog;
    }

    public void mount(Routes routes) {
        routes.open("POST", TOKENS, this::issue);
        routes.get(TOKENS, this::show);
        routes.head(TOKENS, this::show);
        routes.delete(TOKENS, this::revoke);
        routes.get("/v3/auth/catalog", this::catalog);
        routes.get("/v3/auth/projects", this::projects);
        routes.get("/v3/auth/domains", this::domains);
        routes.get("/v3/auth/system", this::system);
    }

    private Reply issue(Request request) {
        TokenIssuer.Issued issued = issuer.issue(AuthRequest.parse(request.json("auth")));
        return Reply.created(TokenView.of(issued.valid(), catalogFor(request)))
                .header(SUBJECT, issued.text())
                .header("Vary", "X-Auth-Token");
    }

    private Reply show(Request request) {
        String subject = subject(request);
        ValidToken valid = tokens.validate(request.caller(), subject);
        return Reply.ok(TokenView.of(valid, catalogFor(request)))
                .header(SUBJECT, subject)
                .header("Vary", "X-Auth-Token");
    }

    private Reply revoke(Request request) {
        tokens.revoke(request.caller(), subject(request));
        return Reply.noContent();
    }

    /** A token for nowhere has no catalog. */
    private Reply catalog(Request request) {
        var caller = request.caller();
        if (caller.project().isEmpty() && caller.domain().isEmpty() && !caller.system()) {
            throw Problem.forbidden(
                    "You are not authorized to perform the requested action: get a catalog without a scope.");
        }
        return Reply.ok(
                Map.of("catalog", catalog.view(), "links", Listing.self(request, "/auth/catalog")));
    }

    private Reply projects(Request request) {
        return Listing.reply(
                request,
                "projects",
                tokens.projects(request.caller()).stream()
                        .map(project -> ProjectView.of(project, request))
                        .toList());
    }

    private Reply domains(Request request) {
        return Listing.reply(
                request,
                "domains",
                tokens.domains(request.caller()).stream()
                        .map(domain -> DomainApi.view(domain, request))
                        .toList());
    }

    private Reply system(Request request) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "system",
                tokens.system(request.caller()) ? List.of(Map.of("all", true)) : List.of());
        body.put("links", Listing.self(request, "/auth/system"));
        return Reply.ok(body);
    }

    private Optional<Catalog> catalogFor(Request request) {
        return request.queryNames().contains("nocatalog") ? Optional.empty() : Optional.of(catalog);
    }

    private static String subject(Request request) {
        return request.header(SUBJECT)
                .orElseThrow(() -> Problem.notFound("No token in the request"));
    }
}
