package org.bastide.controller.identity.token;

import org.bastide.common.http.Authenticator;
import org.bastide.common.http.Caller;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.snapshot.KnownRole;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells all services who a request's token is of. */
public final class TokenAuthenticator implements Authenticator {
    private final TokenValidator validator;

    TokenAuthenticator(TokenValidator validator) {
        this.validator = validator;
    }

    @Override
    public Optional<Caller> authenticate(String token) {
        return validator.validate(token).map(TokenAuthenticator::caller);
    }

    static Caller caller(ValidToken valid) {
        Token token = valid.token();
        Scope scope = token.scope();
        return new Caller(
                token.user(),
                valid.user().name(),
                valid.user().domain(),
                scope instanceof Scope.Project(String id) ? Optional.of(id) : Optional.empty(),
                scope instanceof Scope.Domain(String id) ? Optional.of(id) : Optional.empty(),
                scope instanceof Scope.OfSystem,
                names(valid.roles()),
                token.methodWords(),
                token.auditIds(),
                token.issued(),
                token.expires());
    }

    private static Set<String> names(Set<KnownRole> roles) {
        return roles.stream().map(KnownRole::name).collect(Collectors.toUnmodifiableSet());
    }
}
