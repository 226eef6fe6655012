package org.bastide.controller.identity.token;

import org.bastide.controller.db.Database;
import org.bastide.controller.identity.catalog.Catalog;
import org.bastide.controller.identity.password.Passwords;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.revocation.Revocations;
import org.bastide.controller.identity.snapshot.IdentityDatabase;
import org.bastide.controller.identity.snapshot.SnapshotFollower;
import org.bastide.controller.identity.user.UserDirectory;
import org.bastide.controller.key.Secrets;

import java.time.Duration;
import java.time.InstantSource;

/** Puts the parts of this package together. */
public final class Tokens {
    private static final String KEY = "token-signing";

    private final TokenApi api;
    private final TokenAuthenticator authenticator;

    private Tokens(TokenApi api, TokenAuthenticator authenticator) {
        this.api = api;
        this.authenticator = authenticator;
    }

    /** What tokens are made from and looked up in. */
    public record Sources(
            Database database,
            SnapshotFollower snapshots,
            IdentityDatabase identity,
            UserDirectory users,
            ProjectTree projects,
            Passwords passwords,
            Revocations revocations,
            Secrets secrets) {}

    /** Tokens of the catalog's region that live so long. */
    public static Tokens of(Sources from, Catalog catalog, Duration life, InstantSource clock) {
        TokenFormat format =
                new TokenFormat(new SigningKey(from.secrets().obtain(KEY, SigningKey::freshSeed)));
        TokenValidator validator =
                new TokenValidator(format, from.snapshots(), catalog.region(), clock);
        TokenIssuer issuer =
                new TokenIssuer(
                        from.database(),
                        from.snapshots(),
                        from.users(),
                        from.passwords(),
                        format,
                        validator,
                        new TokenIssuer.Terms(catalog.region(), life, clock));
        TokenService service =
                new TokenService(
                        from.identity(),
                        from.snapshots(),
                        validator,
                        from.revocations(),
                        from.projects());
        return new Tokens(
                new TokenApi(issuer, service, catalog), new TokenAuthenticator(validator));
    }

    public TokenApi api() {
        return api;
    }

    public TokenAuthenticator authenticator() {
        return authenticator;
    }
}
