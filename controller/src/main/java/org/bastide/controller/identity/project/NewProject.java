package org.bastide.controller.identity.project;

import org.bastide.common.http.Json;
import org.bastide.common.http.Problem;
import org.bastide.controller.identity.base.Extra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A project as asked for. */
record NewProject(
        String name,
        Optional<String> domain,
        Optional<String> parent,
        boolean isDomain,
        boolean enabled,
        String description,
        List<String> tags,
        Map<String, Object> options,
        Map<String, Object> extra) {
    static final Set<String> KNOWN =
            Set.of(
                    "id",
                    "name",
                    "domain_id",
                    "parent_id",
                    "is_domain",
                    "enabled",
                    "description",
                    "tags",
                    "options",
                    "links");
    private static final int MOST_TAGS = 80;
    private static final int MOST_NAME = 64;
    private static final int MOST_DESCRIPTION = 16 * 1024;

    static NewProject parse(Json project) {
        return new NewProject(
                name(project.string("name", 1, MOST_NAME), project),
                project.optionalString("domain_id", 1, 64),
                project.optionalString("parent_id", 1, 64),
                project.bool("is_domain", false),
                project.bool("enabled", true),
                description(project).orElse(""),
                tags(project),
                Extra.options(project),
                Extra.of(project, KNOWN));
    }

    static String name(String name, Json project) {
        if (name.isBlank()) {
            throw project.invalid("name", "is blank");
        }
        return name;
    }

    static Optional<String> description(Json project) {
        return project.optionalString("description", 0, MOST_DESCRIPTION);
    }

    static Optional<String> newName(Json project) {
        return project.optionalString("name", 1, MOST_NAME).map(name -> name(name, project));
    }

    static List<String> tags(Json project) {
        return checked(project.strings("tags", 1, 255));
    }

    /** Tags that may be: not too many, none twice, none that a path or a filter cannot name. */
    static List<String> checked(List<String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute tags. A project has at most %d of them."
                            .formatted(MOST_TAGS));
        }
        if (Set.copyOf(tags).size() < tags.size()) {
            throw Problem.badRequest(
                    "Invalid input for field/attribute tags. Its items must be unique.");
        }
        for (String tag : tags) {
            if (tag.isEmpty() || tag.length() > 255 || tag.contains(",") || tag.contains("/")) {
                throw Problem.badRequest(
                        "Invalid input for field/attribute tags. Value: %s. It must have 1 to 255 characters, none of them a comma or a slash."
                                .formatted(tag));
            }
        }
        return tags;
    }
}
