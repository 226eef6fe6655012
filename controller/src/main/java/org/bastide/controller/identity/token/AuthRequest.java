package org.bastide.controller.identity.token;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a token.
 *
 * @param methods by which the user proves who they are
 * @param password where that is one of them
 * @param token where that is one of them
 */
record AuthRequest(
        Set<Token.Method> methods,
        Optional<Password> password,
        Optional<String> token,
        WantedScope scope) {
    /** A thing by its id, or by its name in a domain. */
    sealed interface Reference {
        /** By its id. */
        record ById(String id) implements Reference {}

        /** By its name in a domain; a domain itself has no domain. */
        record ByName(String name, Optional<Reference> domain) implements Reference {}
    }

    /** A user and a password. */
    record Password(Reference user, String password) {
        @Override
        public String toString() {
            return "Password[" + user + "]"; // never the password: this may be logged
        }
    }

    /** Where the token is to be for. */
    sealed interface WantedScope {
        /** The user's default project, or nowhere. */
        record Unsaid() implements WantedScope {}

        /** Nowhere. */
        record Nowhere() implements WantedScope {}

        /** A project. */
        record OfProject(Reference project) implements WantedScope {}

        /** A domain. */
        record OfDomain(Reference domain) implements WantedScope {}

        /** The system. */
        record OfSystem() implements WantedScope {}
    }

    static AuthRequest parse(Json auth) {
        Json identity = auth.object("identity");
        List<String> words = identity.strings("methods", 1, 64);
        if (words.isEmpty()) {
            throw identity.invalid("methods", "names no method");
        }
        Set<Token.Method> methods = EnumSet.noneOf(Token.Method.class);
        words.forEach(word -> methods.add(method(word)));
        return new AuthRequest(
                methods,
                methods.contains(Token.Method.PASSWORD)
                        ? Optional.of(password(identity.object("password").object("user")))
                        : Optional.empty(),
                methods.contains(Token.Method.TOKEN)
                        ? Optional.of(identity.object("token").string("id", 1, 4096))
                        : Optional.empty(),
                scope(auth));
    }

    private static Token.Method method(String word) {
        return switch (word) {
            case "password" -> Token.Method.PASSWORD;
            case "token" -> Token.Method.TOKEN;
            default ->
                    throw Problem.unauthorized(
                            "Attempted to authenticate with an unsupported method.");
        };
    }

    private static Password password(Json user) {
        return new Password(inDomain(user), user.string("password", 0, 4096));
    }

    private static WantedScope scope(Json auth) {
        if (auth.node().path("scope").asText().equals("unscoped")) {
            return new WantedScope.Nowhere();
        }
        Optional<Json> named = auth.optionalObject("scope");
        if (named.isEmpty()) {
            return new WantedScope.Unsaid();
        }
        Json scope = named.get();
        List<String> kinds = scope.fields();
        if (kinds.size() != 1) {
            throw auth.invalid("scope", "must name one of project, domain, system and unscoped");
        }
        return switch (kinds.getFirst()) {
            case "project" -> new WantedScope.OfProject(inDomain(scope.object("project")));
            case "domain" -> new WantedScope.OfDomain(domain(scope.object("domain")));
            case "system" -> system(scope.object("system"));
            case "unscoped" -> new WantedScope.Nowhere();
            default ->
                    throw auth.invalid(
                            "scope", "must name one of project, domain, system and unscoped");
        };
    }

    private static WantedScope system(Json system) {
        if (!system.bool("all", false)) {
            throw system.invalid("all", "must be true: the system has no parts");
        }
        return new WantedScope.OfSystem();
    }

    private static Reference inDomain(Json thing) {
        Optional<String> id = thing.optionalString("id", 1, 255);
        return id.isPresent()
                ? new Reference.ById(id.get())
                : new Reference.ByName(
                        thing.string("name", 1, 255), Optional.of(domain(thing.object("domain"))));
    }

    private static Reference domain(Json domain) {
        Optional<String> id = domain.optionalString("id", 1, 255);
        return id.isPresent()
                ? new Reference.ById(id.get())
                : new Reference.ByName(domain.string("name", 1, 255), Optional.empty());
    }
}
