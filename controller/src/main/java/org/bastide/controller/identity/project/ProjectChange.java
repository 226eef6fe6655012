package org.bastide.controller.identity.project;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.controller.identity.base.Extra;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is to change in a project or domain; what is empty stays. */
public record ProjectChange(
        Optional<String> name,
        Optional<String> domain,
        Optional<String> parent,
        Optional<Boolean> isDomain,
        Optional<Boolean> enabled,
        Optional<String> description,
        Optional<List<String>> tags,
        Map<String, Object> options,
        Map<String, Object> extra) {
    /** The change that a body's object names. */
    public static ProjectChange parse(Json project) {
        return new ProjectChange(
                NewProject.newName(project),
                project.optionalString("domain_id", 1, 64),
                project.optionalString("parent_id", 1, 64),
                project.optionalBool("is_domain"),
                project.optionalBool("enabled"),
                NewProject.description(project),
                project.has("tags") ? Optional.of(NewProject.tags(project)) : Optional.empty(),
                Extra.options(project),
                Extra.of(project, NewProject.KNOWN));
    }

    /**
     * The project as it is to be.
     *
     * @throws Problem BAD_REQUEST or FORBIDDEN if it would change what never changes
     */
    public Project of(Project project) {
        if (domain.isPresent() && !domain.get().equals(project.domain())) {
            throw Problem.badRequest("Cannot change Domain ID");
        }
        if (parent.isPresent() && !parent.equals(project.parent())) {
            throw Problem.forbidden("Update of `parent_id` is not allowed.");
        }
        if (isDomain.isPresent() && isDomain.get() != project.isDomain()) {
            throw Problem.badRequest("Update of `is_domain` is not allowed.");
        }
        return new Project(
                project.id(),
                name.orElse(project.name()),
                project.domain(),
                project.parent(),
                project.isDomain(),
                enabled.orElse(project.enabled()),
                description.orElse(project.description()),
                tags.orElse(project.tags()),
                Extra.mergedOptions(project.options(), options),
                Extra.merged(project.extra(), extra),
                project.version());
    }

    /** Whether it only takes the mark of being immutable away. */
    boolean onlyUnlocks() {
        return options.keySet().equals(java.util.Set.of("immutable"))
                && !Boolean.TRUE.equals(options.get("immutable"))
                && name.isEmpty()
                && enabled.isEmpty()
                && description.isEmpty()
                && tags.isEmpty()
                && extra.isEmpty();
    }
}
