package org.bastide.controller.identity.token;

import static org.bastide.controller.identity.base.IdentityPermission.REVOKE_TOKEN;
import static org.bastide.controller.identity.base.IdentityPermission.VALIDATE_TOKEN;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.revocation.Revocation;
import org.bastide.controller.identity.revocation.Revocations;
import org.bastide.controller.identity.snapshot.IdentityDatabase;
import org.bastide.controller.identity.snapshot.SnapshotFollower;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The rules of tokens that were issued already. */
final class TokenService {
    private final IdentityDatabase database;
    private final SnapshotFollower snapshots;
    private final TokenValidator validator;
    private final Revocations revocations;
    private final ProjectTree projects;

    TokenService(
            IdentityDatabase database,
            SnapshotFollower snapshots,
            TokenValidator validator,
            Revocations revocations,
            ProjectTree projects) {
        this.database = database;
        this.snapshots = snapshots;
        this.validator = validator;
        this.revocations = revocations;
        this.projects = projects;
    }

    /** Looks at a token: one's own, or any for the cloud's services. */
    ValidToken validate(Caller caller, String text) {
        ValidToken valid = require(caller, text);
        if (!valid.token().user().equals(caller.user())) {
            caller.require(VALIDATE_TOKEN);
        }
        return valid;
    }

    /** Voids a token: one's own, or any for an admin. */
    void revoke(Caller caller, String text) {
        Token token = require(caller, text).token();
        if (!token.user().equals(caller.user())) {
            caller.require(REVOKE_TOKEN);
        }
        database.write(
                tx ->
                        revocations.revoke(
                                tx, caller.user(), Revocation.Kind.TOKEN, token.auditId()));
    }

    /** Who may not look at others' tokens does not learn which of them are good. */
    private ValidToken require(Caller caller, String text) {
        Optional<ValidToken> valid = validator.validate(text);
        if (valid.isEmpty() && !caller.may(VALIDATE_TOKEN)) {
            throw Problem.forbidden(VALIDATE_TOKEN.refusal());
        }
        return valid.orElseThrow(() -> Problem.notFound("Could not find token."));
    }

    /** The projects that the caller can get a token for. */
    List<Project> projects(Caller caller) {
        return places(
                caller,
                scope ->
                        scope instanceof Scope.Project(String id)
                                ? Optional.of(id)
                                : Optional.empty());
    }

    /** The domains that the caller can get a token for. */
    List<Project> domains(Caller caller) {
        return places(
                caller,
                scope ->
                        scope instanceof Scope.Domain(String id)
                                ? Optional.of(id)
                                : Optional.empty());
    }

    /** Whether the caller can get a token for the system. */
    boolean system(Caller caller) {
        return snapshots.newest().scopes(caller.user()).contains(new Scope.OfSystem());
    }

    private List<Project> places(Caller caller, Function<Scope, Optional<String>> id) {
        List<String> ids =
                snapshots.newest().scopes(caller.user()).stream()
                        .map(id)
                        .flatMap(Optional::stream)
                        .toList();
        return database.read(
                tx ->
                        ids.stream()
                                .map(place -> projects.find(tx, place))
                                .flatMap(Optional::stream)
                                .sorted(Comparator.comparing(Project::name))
                                .toList());
    }
}
