package org.bastide.controller.identity.role;

import static org.bastide.controller.identity.base.IdentityPermission.CREATE_IMPLIED_ROLE;
import static org.bastide.controller.identity.base.IdentityPermission.DELETE_IMPLIED_ROLE;
import static org.bastide.controller.identity.base.IdentityPermission.GET_IMPLIED_ROLE;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_IMPLIED_ROLES;
import static org.bastide.controller.identity.base.IdentityPermission.LIST_ROLE_INFERENCES;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.snapshot.IdentityDatabase;

import java.util.List;
import java.util.Map;

/** The rules of which role implies which. */
public final class ImpliedRoleService {
    private final IdentityDatabase database;
    private final RoleService roles;

    public ImpliedRoleService(IdentityDatabase database, RoleService roles) {
        this.database = database;
        this.roles = roles;
    }

    /** A role with those that it implies directly. */
    record Inference(Role prior, List<Role> implied) {}

    Inference imply(Caller caller, Role.Implication wanted) {
        caller.require(CREATE_IMPLIED_ROLE);
        return database.transact(
                tx -> {
                    Inference inference = inference(tx, wanted);
                    if (inference.implied().getFirst().name().equals("admin")) {
                        throw Problem.forbidden(
                                "%s cannot be an implied roles.".formatted(wanted.implied()));
                    }
                    if (!roles.implications(tx).contains(wanted)) {
                        roles.imply(tx, caller.user(), wanted);
                    }
                    return inference;
                });
    }

    Inference show(Caller caller, Role.Implication wanted) {
        caller.require(GET_IMPLIED_ROLE);
        return database.read(
                tx -> {
                    Inference inference = inference(tx, wanted);
                    if (!roles.implications(tx).contains(wanted)) {
                        throw none(wanted);
                    }
                    return inference;
                });
    }

    void stopImplying(Caller caller, Role.Implication unwanted) {
        caller.require(DELETE_IMPLIED_ROLE);
        database.write(
                tx -> {
                    inference(tx, unwanted);
                    if (!roles.stopImplying(tx, caller.user(), unwanted)) {
                        throw none(unwanted);
                    }
                });
    }

    Inference list(Caller caller, String prior) {
        caller.require(LIST_IMPLIED_ROLES);
        return database.read(tx -> new Inference(roles.require(tx, prior), implied(tx, prior)));
    }

    List<Inference> all(Caller caller) {
        caller.require(LIST_ROLE_INFERENCES);
        return database.read(
                tx ->
                        roles.implications(tx).stream()
                                .map(Role.Implication::prior)
                                .distinct()
                                .map(
                                        prior ->
                                                new Inference(
                                                        roles.require(tx, prior),
                                                        implied(tx, prior)))
                                .toList());
    }

    private List<Role> implied(Tx tx, String prior) {
        Map<String, Role> all = roles.all(tx);
        return roles.implications(tx).stream()
                .filter(implication -> implication.prior().equals(prior))
                .map(implication -> all.get(implication.implied()))
                .toList();
    }

    private Inference inference(Tx tx, Role.Implication implication) {
        return new Inference(
                roles.require(tx, implication.prior()),
                List.of(roles.require(tx, implication.implied())));
    }

    private static Problem none(Role.Implication implication) {
        return Problem.notFound(
                "%s does not imply %s.".formatted(implication.prior(), implication.implied()));
    }
}
