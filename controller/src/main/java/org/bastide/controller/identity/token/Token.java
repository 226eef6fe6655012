package org.bastide.controller.identity.token;

import org.bastide.controller.identity.base.Scope;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says.
 *
 * @param user the user's id
 * @param methods by which they proved who they are
 * @param auditId the token's own: 16 bytes in base64, as Keystone forms it
 * @param chain the audit id of the first token of the chain, where this is not the first
 * @param issued in whole microseconds, as all instants here
 * @param region where it was issued
 */
record Token(
        String user,
        Scope scope,
        Set<Method> methods,
        String auditId,
        Optional<String> chain,
        Instant issued,
        Instant expires,
        String region) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How a user proves who they are; each has its bit in a token. */
    enum Method {
        PASSWORD(1),
        TOKEN(2);

        private final int bit;

        Method(int bit) {
            this.bit = bit;
        }

        int bit() {
            return bit;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Token {
        methods = Set.copyOf(methods);
    }

    Token issuedAt(Instant instant) {
        return new Token(user, scope, methods, auditId, chain, instant, expires, region);
    }

    static String freshAuditId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The audit id of the first token of its chain. */
    String chainStart() {
        return chain.orElse(auditId);
    }

    /** Its own audit id, then that of its chain. */
    List<String> auditIds() {
        return chain.map(first -> List.of(auditId, first)).orElseGet(() -> List.of(auditId));
    }

    /** The methods as the API names them, in a fixed order. */
    List<String> methodWords() {
        return methods.stream().sorted().map(Method::word).toList();
    }
}
