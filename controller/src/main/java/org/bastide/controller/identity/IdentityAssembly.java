package org.bastide.controller.identity;

import org.bastide.common.http.ApiService;
import org.bastide.common.http.FaultShape;
import org.bastide.common.http.Routes;
import org.bastide.common.reconcile.Reconciler;
import org.bastide.controller.db.Database;
import org.bastide.controller.identity.assignment.AssignmentApi;
import org.bastide.controller.identity.assignment.AssignmentList;
import org.bastide.controller.identity.assignment.AssignmentService;
import org.bastide.controller.identity.assignment.GrantApi;
import org.bastide.controller.identity.base.IdentityEvents;
import org.bastide.controller.identity.catalog.CatalogApi;
import org.bastide.controller.identity.catalog.CatalogService;
import org.bastide.controller.identity.domain.DomainApi;
import org.bastide.controller.identity.domain.DomainService;
import org.bastide.controller.identity.password.Passwords;
import org.bastide.controller.identity.project.ProjectApi;
import org.bastide.controller.identity.project.ProjectService;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.project.TagApi;
import org.bastide.controller.identity.revocation.Revocations;
import org.bastide.controller.identity.role.ImpliedRoleApi;
import org.bastide.controller.identity.role.ImpliedRoleService;
import org.bastide.controller.identity.role.RoleApi;
import org.bastide.controller.identity.role.RoleService;
import org.bastide.controller.identity.snapshot.IdentityDatabase;
import org.bastide.controller.identity.snapshot.SnapshotFollower;
import org.bastide.controller.identity.token.TokenAuthenticator;
import org.bastide.controller.identity.token.Tokens;
import org.bastide.controller.identity.user.UserApi;
import org.bastide.controller.identity.user.UserDirectory;
import org.bastide.controller.identity.user.UserService;
import org.bastide.controller.identity.version.VersionApi;
import org.bastide.controller.key.RootKey;
import org.bastide.controller.key.Secrets;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/** Joins identity's parts: bootstrap first, then mount, start, and close at the end. */
public final class IdentityAssembly implements AutoCloseable {
    /** Where all services are listed. */
    public static final ApiService ROOT = ApiService.of("root", "", FaultShape.KEYSTONE);

    private static final ApiService SERVICE =
            ApiService.of("identity", "/identity", FaultShape.KEYSTONE);
    private static final Duration FOLLOW = Duration.ofMillis(400);
    private static final Duration REREAD = Duration.ofMinutes(10);

    private final SnapshotFollower snapshots;
    private final TokenAuthenticator authenticator;
    private final Bootstrap bootstrap;
    private final VersionApi versions;
    private final List<Consumer<Routes>> mounts;
    private final Reconciler follower;

    /** Identity over a database whose secrets the key seals. */
    public IdentityAssembly(
            Database database, RootKey rootKey, IdentityConfig config, InstantSource clock) {
        snapshots = new SnapshotFollower(database, clock);
        IdentityDatabase identity = new IdentityDatabase(database, snapshots);
        IdentityEvents events = new IdentityEvents(clock);
        Revocations revocations = new Revocations(events, config.tokenLife(), clock);
        Passwords passwords = new Passwords();
        ProjectTree tree = new ProjectTree(events, revocations);
        UserDirectory directory = new UserDirectory(tree, events, revocations);
        RoleService roles = new RoleService(identity, events);
        AssignmentService assignments =
                new AssignmentService(identity, directory, tree, roles, events);
        ProjectService projects = new ProjectService(identity, tree);
        Tokens tokens =
                Tokens.of(
                        new Tokens.Sources(
                                database,
                                snapshots,
                                identity,
                                directory,
                                tree,
                                passwords,
                                revocations,
                                new Secrets(database, rootKey)),
                        config.catalog(),
                        config.tokenLife(),
                        clock);
        authenticator = tokens.authenticator();
        bootstrap = new Bootstrap(identity, tree, directory, roles, assignments, passwords);
        versions = new VersionApi(SERVICE.prefix(), config.catalog().services());
        mounts =
                List.of(
                        versions::mount,
                        tokens.api()::mount,
                        new ProjectApi(projects)::mount,
                        new TagApi(projects)::mount,
                        new DomainApi(new DomainService(identity, tree, roles))::mount,
                        new UserApi(new UserService(identity, directory, passwords))::mount,
                        new RoleApi(roles)::mount,
                        new ImpliedRoleApi(new ImpliedRoleService(identity, roles))::mount,
                        new GrantApi(assignments)::mount,
                        new AssignmentApi(new AssignmentList(identity, directory, tree, roles))
                                ::mount,
                        new CatalogApi(new CatalogService(config.catalog()))::mount);
        follower = new Reconciler("identity", FOLLOW, REREAD, snapshots::pass);
    }

    /** The service that the routes have to be of. */
    public static ApiService service() {
        return SERVICE;
    }

    /** Makes what a cloud needs before anybody can sign in. */
    public Bootstrap bootstrap() {
        return bootstrap;
    }

    /** Whether there is such a project, for the services that keep things by project. */
    public boolean hasProject(String id) {
        return snapshots.latest().project(id).isPresent();
    }

    /** Tells all services who a token is of. */
    public TokenAuthenticator authenticator() {
        return authenticator;
    }

    /** Adds the index of all services to {@link #ROOT}'s routes. */
    public void mountRoot(Routes routes) {
        versions.mountRoot(routes);
    }

    /** Adds identity's routes to {@link #service}'s. */
    public void mount(Routes routes) {
        mounts.forEach(mount -> mount.accept(routes));
    }

    /** Begins to follow what other controllers change. */
    public void start() {
        follower.start();
    }

    @Override
    public void close() {
        follower.close();
    }
}
