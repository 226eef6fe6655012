package org.bastide.controller.identity.token;

import org.bastide.controller.identity.snapshot.KnownProject;
import org.bastide.controller.identity.snapshot.KnownRole;
import org.bastide.controller.identity.snapshot.KnownUser;

import java.util.Optional;
import java.util.Set;

/**
 * A token that is good now, with what it means now.
 *
 * @param domain the user's
 * @param scope the project or domain that it is scoped to
 * @param scopeDomain the domain of the project that it is scoped to
 */
record ValidToken(
        Token token,
        KnownUser user,
        KnownProject domain,
        Optional<KnownProject> scope,
        Optional<KnownProject> scopeDomain,
        Set<KnownRole> roles) {}
