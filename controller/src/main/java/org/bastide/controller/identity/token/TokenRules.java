package org.bastide.controller.identity.token;

import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.revocation.Revocation;
import org.bastide.controller.identity.snapshot.KnownProject;
import org.bastide.controller.identity.snapshot.KnownRole;
import org.bastide.controller.identity.snapshot.KnownUser;
import org.bastide.controller.identity.snapshot.Snapshot;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** Decides, by a snapshot alone, whether a token is good and what it means. */
final class TokenRules {
    private TokenRules() {}

    /** The token with its meaning; empty where it is not good at this instant. */
    static Optional<ValidToken> apply(Token token, Snapshot snapshot, Instant now) {
        if (!token.expires().isAfter(now) || isRevoked(token, snapshot)) {
            return Optional.empty();
        }
        return meaning(token, snapshot);
    }

    private static Optional<ValidToken> meaning(Token token, Snapshot snapshot) {
        Optional<KnownUser> user = snapshot.user(token.user()).filter(snapshot::isActive);
        if (user.isEmpty() || !snapshot.isActive(token.scope())) {
            return Optional.empty();
        }
        Set<KnownRole> roles = snapshot.roles(token.user(), token.scope());
        if (roles.isEmpty() && !(token.scope() instanceof Scope.Unscoped)) {
            return Optional.empty();
        }
        Optional<KnownProject> scope = place(token.scope(), snapshot);
        return Optional.of(
                new ValidToken(
                        token,
                        user.get(),
                        snapshot.domain(user.get().domain()).orElseThrow(),
                        scope,
                        scope.flatMap(place -> snapshot.domain(place.domain())),
                        roles));
    }

    private static Optional<KnownProject> place(Scope scope, Snapshot snapshot) {
        return switch (scope) {
            case Scope.Project(String id) -> snapshot.project(id);
            case Scope.Domain(String id) -> snapshot.domain(id);
            case Scope.OfSystem() -> Optional.empty();
            case Scope.Unscoped() -> Optional.empty();
        };
    }

    private static boolean isRevoked(Token token, Snapshot snapshot) {
        return voidUntil(token, snapshot)
                .filter(until -> !token.issued().isAfter(until))
                .isPresent();
    }

    /**
     * An instant at which a token like this one can be issued: now, or, where another controller's
     * clock is ahead, just after the rules that it made.
     */
    static Instant issuable(Token token, Snapshot snapshot, Instant now) {
        Instant whole = now.truncatedTo(ChronoUnit.MICROS);
        return voidUntil(token, snapshot)
                .filter(until -> !whole.isAfter(until))
                .map(until -> until.plus(1, ChronoUnit.MICROS))
                .orElse(whole);
    }

    private static Optional<Instant> voidUntil(Token token, Snapshot snapshot) {
        Instant latest = Instant.MIN;
        latest = later(latest, snapshot.revoked(Revocation.Kind.TOKEN, token.auditId()));
        latest = later(latest, snapshot.revoked(Revocation.Kind.CHAIN, token.chainStart()));
        latest = later(latest, snapshot.revoked(Revocation.Kind.USER, token.user()));
        Optional<KnownUser> user = snapshot.user(token.user());
        if (user.isPresent()) {
            latest = later(latest, snapshot.revoked(Revocation.Kind.DOMAIN, user.get().domain()));
        }
        Optional<KnownProject> scope = place(token.scope(), snapshot);
        if (scope.isPresent()) {
            latest = later(latest, snapshot.revoked(Revocation.Kind.PROJECT, scope.get().id()));
            latest = later(latest, snapshot.revoked(Revocation.Kind.DOMAIN, scope.get().domain()));
        }
        return Optional.of(latest).filter(until -> until.isAfter(Instant.MIN));
    }

    private static Instant later(Instant known, Optional<Instant> other) {
        return other.filter(known::isBefore).orElse(known);
    }
}
