package org.bastide.controller.compute.keypair;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.controller.compute.base.ComputeEvents;
import org.bastide.controller.compute.base.ComputePermission;
import org.bastide.controller.compute.quota.QuotaService;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users' keypairs. All that have a token may care for their own; those of others need an admin. */
public final class KeypairService {
    private final Database database;
    private final QuotaService quotas;
    private final KeypairRepository repository = new KeypairRepository();
    private final ComputeEvents events;
    private final InstantSource clock;

    /** Keypairs in the database, within the quotas of their callers' projects. */
    public KeypairService(Database database, QuotaService quotas, InstantSource clock) {
        this.database = database;
        this.quotas = quotas;
        this.events = new ComputeEvents(clock);
        this.clock = clock;
    }

    /** A keypair just made, and its private key if it was made here. */
    record Created(Keypair keypair, Optional<String> privateKey) {}

    List<Keypair> list(Caller caller, String user) {
        ComputePermission.KEYPAIR_LIST.requireOfUser(caller, user);
        return database.read(tx -> repository.list(tx, user));
    }

    Keypair show(Caller caller, String user, String name) {
        ComputePermission.KEYPAIR_SHOW.requireOfUser(caller, user);
        return database.read(tx -> repository.find(tx, user, name))
                .orElseThrow(() -> unknown(user, name));
    }

    Created create(Caller caller, NewKeypair wanted) {
        String user = wanted.user().orElse(caller.user());
        ComputePermission.KEYPAIR_CREATE.requireOfUser(caller, user);
        Optional<GeneratedKey> generated =
                wanted.publicKey().isPresent() ? Optional.empty() : Optional.of(GeneratedKey.rsa());
        PublicKey key = wanted.publicKey().orElseGet(() -> generated.orElseThrow().publicKey());
        Keypair keypair = new Keypair(0, user, wanted.name(), key, clock.instant());
        try {
            database.write(tx -> insert(tx, caller, keypair));
        } catch (ConstraintException e) {
            throw new Problem(Problem.Code.CONFLICT, exists(keypair), e);
        }
        return new Created(keypair, generated.map(GeneratedKey::privateKey));
    }

    private void insert(Tx tx, Caller caller, Keypair keypair) {
        if (repository.find(tx, keypair.user(), keypair.name()).isPresent()) {
            throw Problem.conflict(exists(keypair));
        }
        quotas.checkKeypairs(
                tx, caller.requireProject(), () -> repository.count(tx, keypair.user()));
        repository.insert(tx, keypair);
        events.append(
                tx,
                caller,
                "keypair",
                keypair.name(),
                "create",
                Map.of(
                        "user", keypair.user(),
                        "fingerprint", keypair.publicKey().fingerprint()));
    }

    void delete(Caller caller, String user, String name) {
        ComputePermission.KEYPAIR_DELETE.requireOfUser(caller, user);
        database.write(
                tx -> {
                    if (!repository.delete(tx, user, name)) {
                        throw unknown(user, name);
                    }
                    events.append(tx, caller, "keypair", name, "delete", Map.of("user", user));
                });
    }

    /**
     * The keypair that a user names for a server, which copies it.
     *
     * @throws Problem BAD_REQUEST if there is none
     */
    public Keypair forServer(Tx tx, String user, String name) {
        return repository
                .find(tx, user, name)
                .orElseThrow(() -> Problem.badRequest("Invalid key_name provided."));
    }

    private static String exists(Keypair keypair) {
        return "Key pair '%s' already exists.".formatted(keypair.name());
    }

    private static Problem unknown(String user, String name) {
        return Problem.notFound("Keypair %s not found for user %s".formatted(name, user));
    }
}
