package org.bastide.controller.node;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Problem;
import org.bastide.common.link.Hello;
import org.bastide.common.node.Join;
import org.bastide.common.node.JoinToken;
import org.bastide.common.tls.Keys;
import org.bastide.common.tls.Pem;
import org.bastide.controller.ca.CertificateAuthority;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.lease.Lease;
import org.bastide.controller.ledger.Event;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The cloud's nodes: invited by an operator, joined by themselves. */
public final class NodeService {
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final Database database;
    private final CertificateAuthority authority;
    private final String region;
    private final String joinUrl;
    private final List<String> links;
    private final InstantSource clock;
    private final NodeRepository repository = new NodeRepository();
    private final SecureRandom random = new SecureRandom();

    /**
     * The service.
     *
     * @param joinUrl the API's root as nodes reach it
     * @param links where controllers listen for links, each {@code ADDRESS:PORT}
     */
    public NodeService(
            Database database,
            CertificateAuthority authority,
            String region,
            String joinUrl,
            List<String> links,
            InstantSource clock) {
        this.database = database;
        this.authority = authority;
        this.region = region;
        this.joinUrl = joinUrl;
        this.links = List.copyOf(links);
        this.clock = clock;
    }

    /** A permission to join, and when it ends. */
    public record Invitation(JoinToken token, Instant expires) {}

    /** All nodes, by name. */
    public List<Node> list(Caller caller) {
        caller.require(NodePermission.LIST);
        return database.read(repository::all);
    }

    /** All nodes, by name, for other packages. */
    public List<Node> all(Tx tx) {
        return repository.all(tx);
    }

    /** One node, for other packages. */
    public Optional<Node> find(Tx tx, String id) {
        return repository.find(tx, id);
    }

    /** One node by its host name, for other packages. */
    public Optional<Node> findByName(Tx tx, String name) {
        return repository.findByName(tx, name);
    }

    /** Lets one server join, once, within an hour, in this role and under this name. */
    public Invitation invite(Caller caller, NodeRole role, String name) {
        caller.require(NodePermission.INVITE);
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant expires = clock.instant().plus(TOKEN_LIFE);
        database.write(
                tx -> {
                    repository.insertToken(tx, hash(text), role, name, expires);
                    tx.event(event("node.invite", caller.user(), name));
                });
        return new Invitation(
                new JoinToken(joinUrl, Keys.fingerprint(authority.root()), role.word(), name, text),
                expires);
    }

    /** Admits a server that shows a token's secret; one that has joined before keeps its id. */
    Join.Admission join(NodeRole role, String name, String secret, String certificationRequest) {
        return database.transact(
                tx -> {
                    if (!repository.useToken(tx, hash(secret), role, name, clock.instant())) {
                        throw Problem.forbidden(
                                "This token is not for node %s in role %s of this cloud, is too old, or was used before."
                                        .formatted(name, role.word()));
                    }
                    Optional<Node> known = repository.findByName(tx, name);
                    if (known.filter(node -> node.role() != role).isPresent()) {
                        throw Problem.conflict(
                                "node %s is here already, in another role".formatted(name));
                    }
                    String id = known.map(Node::id).orElseGet(() -> UUID.randomUUID().toString());
                    List<X509Certificate> chain =
                            authority.node(certificationRequest, id, role.word(), name);
                    String serial = CertificateAuthority.serial(chain.getFirst());
                    String certificate = Pem.write(List.of(chain.getFirst()));
                    if (known.isPresent()) {
                        repository.certify(tx, id, certificate, serial);
                    } else {
                        repository.insert(tx, id, role, name, certificate, serial, clock.instant());
                    }
                    tx.event(event("node.join", id, id));
                    return new Join.Admission(
                            id,
                            region,
                            links,
                            Pem.write(chain),
                            Pem.write(List.of(authority.root())));
                });
    }

    /** The node whose current certificate this is. */
    Optional<Node> authenticate(X509Certificate certificate) {
        String serial = CertificateAuthority.serial(certificate);
        return database.read(tx -> repository.findBySerial(tx, serial));
    }

    /** Records what a node said first on its link. */
    void hello(Node node, Hello hello) {
        database.write(
                tx -> {
                    if (repository
                            .find(tx, node.id())
                            .filter(now -> now.state() == NodeState.UP)
                            .isEmpty()) {
                        tx.event(event("node.up", node.id(), node.id()));
                    }
                    repository.seen(tx, node.id(), hello, clock.instant());
                });
    }

    /** Records that a node is silent; false if it was seen meanwhile. */
    boolean down(Lease lease, Node node) {
        return database.transact(
                tx -> {
                    lease.hold(tx);
                    boolean changed = repository.down(tx, node, clock.instant());
                    if (changed) {
                        tx.event(event("node.down", "liveness", node.id()));
                    }
                    return changed;
                });
    }

    /** Keeps new guests away from a node, or lets them in again; for other packages. */
    public boolean disable(
            Tx tx, Node node, boolean disabled, Optional<String> reason, String actor) {
        tx.event(event(disabled ? "node.disable" : "node.enable", actor, node.id()));
        return repository.disable(tx, node, disabled, reason);
    }

    private Event event(String kind, String actor, String node) {
        return new Event(
                clock.instant(),
                actor,
                Optional.empty(),
                kind,
                "node",
                node,
                Optional.empty(),
                Map.of());
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256", e);
        }
    }
}
