package org.bastide.controller.identity;

import org.bastide.controller.db.Tx;
import org.bastide.controller.identity.assignment.Assignment;
import org.bastide.controller.identity.assignment.AssignmentService;
import org.bastide.controller.identity.base.HexId;
import org.bastide.controller.identity.base.Scope;
import org.bastide.controller.identity.password.Passwords;
import org.bastide.controller.identity.project.Project;
import org.bastide.controller.identity.project.ProjectTree;
import org.bastide.controller.identity.role.Role;
import org.bastide.controller.identity.role.RoleService;
import org.bastide.controller.identity.snapshot.IdentityDatabase;
import org.bastide.controller.identity.user.User;
import org.bastide.controller.identity.user.UserDirectory;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes what a cloud needs before anybody can sign in: the default domain, the roles with their
 * implications, and the project and user {@code admin}. What is there already stays as it is, the
 * password too, unless another is asked for.
 */
public final class Bootstrap {
    private static final String ACTOR = "bootstrap";
    private static final String DOMAIN = "default";
    private static final String ADMIN = "admin";

    /** From the least to the most; each implies the one before. */
    private static final List<String> LADDER = List.of("reader", "member", "manager", ADMIN);

    private final IdentityDatabase database;
    private final ProjectTree projects;
    private final UserDirectory users;
    private final RoleService roles;
    private final AssignmentService assignments;
    private final Passwords passwords;

    Bootstrap(
            IdentityDatabase database,
            ProjectTree projects,
            UserDirectory users,
            RoleService roles,
            AssignmentService assignments,
            Passwords passwords) {
        this.database = database;
        this.projects = projects;
        this.users = users;
        this.roles = roles;
        this.assignments = assignments;
        this.passwords = passwords;
    }

    /** Makes what is missing; the password is for a user {@code admin} that is new. */
    public void run(String adminPassword) {
        boolean isNew = database.read(tx -> users.named(tx, DOMAIN, ADMIN)).isEmpty();
        Optional<String> hash =
                isNew ? Optional.of(passwords.hash(adminPassword)) : Optional.empty();
        database.write(tx -> make(tx, hash));
    }

    /** Makes what is missing, and gives the user {@code admin} this password in any case. */
    public void reset(String adminPassword) {
        String hash = passwords.hash(adminPassword);
        database.write(
                tx -> {
                    User admin = make(tx, Optional.of(hash));
                    users.setPassword(tx, ACTOR, admin, hash);
                });
    }

    private User make(Tx tx, Optional<String> hash) {
        if (projects.find(tx, DOMAIN).isEmpty()) {
            projects.insert(tx, ACTOR, Project.domain(DOMAIN, "Default", "The default domain"));
        }
        Role admin = ladder(tx);
        role(tx, "service");
        Project project = adminProject(tx);
        User user =
                users.named(tx, DOMAIN, ADMIN).orElseGet(() -> adminUser(tx, hash.orElseThrow()));
        assign(tx, new Assignment(user.id(), new Scope.Project(project.id()), admin.id()));
        assign(tx, new Assignment(user.id(), new Scope.OfSystem(), admin.id()));
        return user;
    }

    private Role ladder(Tx tx) {
        Role top = role(tx, LADDER.getFirst());
        for (String name : LADDER.subList(1, LADDER.size())) {
            Role above = role(tx, name);
            Role.Implication implication = new Role.Implication(above.id(), top.id());
            if (!roles.implications(tx).contains(implication)) {
                roles.imply(tx, ACTOR, implication);
            }
            top = above;
        }
        return top;
    }

    private Role role(Tx tx, String name) {
        return roles.named(tx, name)
                .orElseGet(
                        () -> {
                            Role role =
                                    new Role(
                                            HexId.next(),
                                            name,
                                            "",
                                            "",
                                            Map.of("immutable", true),
                                            Map.of(),
                                            0);
                            roles.insert(tx, ACTOR, role);
                            return role;
                        });
    }

    private Project adminProject(Tx tx) {
        return projects.named(tx, DOMAIN, ADMIN)
                .orElseGet(
                        () -> {
                            Project project =
                                    Project.inDomain(
                                            HexId.next(),
                                            ADMIN,
                                            DOMAIN,
                                            "Bootstrap project for initializing the cloud.");
                            projects.insert(tx, ACTOR, project);
                            return project;
                        });
    }

    private User adminUser(Tx tx, String hash) {
        User user =
                new User(
                        HexId.next(), ADMIN, DOMAIN, true, Optional.empty(), Map.of(), Map.of(), 0);
        users.insert(tx, ACTOR, user, Optional.of(hash));
        return user;
    }

    private void assign(Tx tx, Assignment assignment) {
        assignments.assign(tx, ACTOR, assignment);
    }
}
