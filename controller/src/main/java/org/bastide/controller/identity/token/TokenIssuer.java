package org.bastide.controller.identity.token;

import org.bastide.common.http.Problem;
import org.bastide.controller.db.Database;
import org.bastide.controller.identity.base.IdentityProblems;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.password.Passwords;
import org.bastide.controller.identity.snapshot.KnownProject;
import org.bastide.controller.identity.snapshot.Snapshot;
import org.bastide.controller.identity.snapshot.SnapshotFollower;
import org.bastide.controller.identity.user.User;
import org.bastide.controller.identity.user.UserDirectory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Gives tokens to those who prove who they are. Whatever is wrong, the answer is the same 401. */
final class TokenIssuer {
    private final Database database;
    private final SnapshotFollower snapshots;
    private final UserDirectory users;
    private final Passwords passwords;
    private final TokenFormat format;
    private final TokenValidator validator;
    private final Terms terms;

    /**
     * What all tokens have in common.
     *
     * @param life from issue to expiry
     */
    record Terms(String region, Duration life, InstantSource clock) {}

    TokenIssuer(
            Database database,
            SnapshotFollower snapshots,
            UserDirectory users,
            Passwords passwords,
            TokenFormat format,
            TokenValidator validator,
            Terms terms) {
        this.database = database;
        this.snapshots = snapshots;
        this.users = users;
        this.passwords = passwords;
        this.format = format;
        this.validator = validator;
        this.terms = terms;
    }

    /** A token as it is handed out, with its meaning. */
    record Issued(String text, ValidToken valid) {}

    /** Who it is, and what the new token takes over from the one that proved it. */
    private record Proven(
            User user, Set<Token.Method> methods, Optional<String> chain, Instant expires) {}

    Issued issue(AuthRequest request) {
        Proven proven = prove(request);
        Snapshot snapshot = snapshots.newest();
        Scope scope = scope(request.scope(), proven.user(), snapshot);
        Instant now = terms.clock().instant();
        Token draft =
                new Token(
                        proven.user().id(),
                        scope,
                        proven.methods(),
                        Token.freshAuditId(),
                        proven.chain(),
                        now,
                        proven.expires(),
                        terms.region());
        Token token = draft.issuedAt(TokenRules.issuable(draft, snapshot, now));
        ValidToken valid =
                TokenRules.apply(token, snapshot, now)
                        .orElseThrow(IdentityProblems::unauthenticated);
        return new Issued(format.write(token), valid);
    }

    private Proven prove(AuthRequest request) {
        Optional<Proven> byToken = request.token().map(this::proveByToken);
        Optional<Proven> byPassword = request.password().map(this::proveByPassword);
        if (byToken.isEmpty()) {
            return byPassword.orElseThrow(IdentityProblems::unauthenticated);
        }
        if (byPassword.isPresent()
                && !byPassword.get().user().id().equals(byToken.get().user().id())) {
            throw IdentityProblems.unauthenticated();
        }
        Set<Token.Method> methods = EnumSet.copyOf(request.methods());
        methods.addAll(byToken.get().methods());
        return new Proven(
                byToken.get().user(), methods, byToken.get().chain(), byToken.get().expires());
    }

    /** The new token ends when the one that it comes from does, and is of its chain. */
    private Proven proveByToken(String text) {
        Token token =
                validator.validate(text).orElseThrow(IdentityProblems::unauthenticated).token();
        User user =
                database.read(tx -> users.find(tx, token.user()))
                        .orElseThrow(IdentityProblems::unauthenticated);
        return new Proven(user, token.methods(), Optional.of(token.chainStart()), token.expires());
    }

    private Proven proveByPassword(AuthRequest.Password password) {
        Optional<UserDirectory.Credentials> known = credentials(password.user());
        boolean right =
                passwords.matches(
                        password.password(), known.flatMap(UserDirectory.Credentials::hash));
        if (!right) {
            throw IdentityProblems.unauthenticated();
        }
        User user = known.orElseThrow().user();
        if (!user.enabled()) {
            throw Problem.unauthorized(
                    "The account is disabled for user: %s.".formatted(user.id()));
        }
        Instant expires = terms.clock().instant().truncatedTo(ChronoUnit.MICROS).plus(terms.life());
        return new Proven(user, EnumSet.of(Token.Method.PASSWORD), Optional.empty(), expires);
    }

    private Optional<UserDirectory.Credentials> credentials(AuthRequest.Reference reference) {
        return switch (reference) {
            case AuthRequest.Reference.ById(String id) ->
                    database.read(tx -> users.credentials(tx, id));
            case AuthRequest.Reference.ByName(String name, var domain) -> {
                Snapshot snapshot = snapshots.newest();
                String realm =
                        domain.flatMap(named -> domain(named, snapshot))
                                .map(KnownProject::id)
                                .orElse("");
                yield database.read(
                        tx ->
                                users.named(tx, realm, name)
                                        .flatMap(user -> users.credentials(tx, user.id())));
            }
        };
    }

    private static Scope scope(AuthRequest.WantedScope wanted, User user, Snapshot snapshot) {
        return switch (wanted) {
            case AuthRequest.WantedScope.Unsaid() -> defaultScope(user, snapshot);
            case AuthRequest.WantedScope.Nowhere() -> new Scope.Unscoped();
            case AuthRequest.WantedScope.OfSystem() -> new Scope.OfSystem();
            case AuthRequest.WantedScope.OfProject(var project) ->
                    new Scope.Project(found(project(project, snapshot)));
            case AuthRequest.WantedScope.OfDomain(var domain) ->
                    new Scope.Domain(found(domain(domain, snapshot)));
        };
    }

    /** The default project, if the user can act in it. */
    private static Scope defaultScope(User user, Snapshot snapshot) {
        return user.defaultProject()
                .<Scope>map(Scope.Project::new)
                .filter(scope -> snapshot.scopes(user.id()).contains(scope))
                .orElse(new Scope.Unscoped());
    }

    private static String found(Optional<KnownProject> project) {
        return project.orElseThrow(IdentityProblems::unauthenticated).id();
    }

    private static Optional<KnownProject> project(
            AuthRequest.Reference reference, Snapshot snapshot) {
        return switch (reference) {
            case AuthRequest.Reference.ById(String id) -> snapshot.project(id);
            case AuthRequest.Reference.ByName(String name, var domain) ->
                    domain.flatMap(named -> domain(named, snapshot))
                            .flatMap(realm -> snapshot.projectNamed(name, realm.id()));
        };
    }

    private static Optional<KnownProject> domain(
            AuthRequest.Reference reference, Snapshot snapshot) {
        return switch (reference) {
            case AuthRequest.Reference.ById(String id) -> snapshot.domain(id);
            case AuthRequest.Reference.ByName(String name, var ignored) ->
                    snapshot.domainNamed(name);
        };
    }
}
