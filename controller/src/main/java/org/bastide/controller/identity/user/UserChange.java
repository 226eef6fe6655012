package org.bastide.controller.identity.user;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.controller.identity.base.Extra;

import java.util.Map;
import java.util.Optional;

/**
 * What is to change in a user; what is empty stays.
 *
 * @param noDefaultProject whether the default project is taken away
 */
record UserChange(
        Optional<String> name,
        Optional<String> domain,
        Optional<Boolean> enabled,
        Optional<String> defaultProject,
        boolean noDefaultProject,
        Optional<String> password,
        Map<String, Object> options,
        Map<String, Object> extra) {
    static UserChange parse(Json user) {
        return new UserChange(
                user.optionalString("name", 1, 255).map(name -> NewUser.name(name, user)),
                user.optionalString("domain_id", 1, 64),
                user.optionalBool("enabled"),
                user.optionalString("default_project_id", 1, 64),
                user.isNull("default_project_id"),
                NewUser.password(user),
                Extra.options(user),
                Extra.of(user, NewUser.KNOWN));
    }

    /**
     * The user as they are to be.
     *
     * @throws Problem BAD_REQUEST if it would change what never changes
     */
    User of(User user) {
        if (domain.isPresent() && !domain.get().equals(user.domain())) {
            throw Problem.badRequest("Cannot change Domain ID");
        }
        return new User(
                user.id(),
                name.orElse(user.name()),
                user.domain(),
                enabled.orElse(user.enabled()),
                noDefaultProject ? Optional.empty() : defaultProject.or(user::defaultProject),
                Extra.mergedOptions(user.options(), options),
                Extra.merged(user.extra(), extra),
                user.version());
    }
}
