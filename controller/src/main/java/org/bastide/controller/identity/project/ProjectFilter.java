package org.bastide.controller.identity.project;

import org.bastide.common.http.Request;
import org.bastide.controller.identity.base.Listing;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which projects or domains a list shows.
 *
 * @param tags what their tags have to satisfy
 */
public record ProjectFilter(
        Optional<String> name,
        Optional<String> domain,
        Optional<String> parent,
        Optional<Boolean> enabled,
        boolean isDomain,
        Predicate<List<String>> tags) {
    /** The filter that a request for projects names. */
    static ProjectFilter parse(Request request) {
        return new ProjectFilter(
                request.query("name"),
                request.query("domain_id"),
                request.query("parent_id"),
                Listing.bool(request, "enabled"),
                Listing.bool(request, "is_domain").orElse(false),
                tags(request));
    }

    /** Domains, by name and whether they are enabled. */
    public static ProjectFilter domains(Optional<String> name, Optional<Boolean> enabled) {
        return new ProjectFilter(
                name, Optional.empty(), Optional.empty(), enabled, true, tags -> true);
    }

    private static Predicate<List<String>> tags(Request request) {
        Predicate<List<String>> all = tags -> true;
        for (String wanted : request.queries("tags")) {
            all = all.and(tags -> tags.containsAll(split(wanted)));
        }
        for (String wanted : request.queries("tags-any")) {
            all = all.and(tags -> !Collections.disjoint(tags, split(wanted)));
        }
        for (String unwanted : request.queries("not-tags")) {
            all = all.and(tags -> !tags.containsAll(split(unwanted)));
        }
        for (String unwanted : request.queries("not-tags-any")) {
            all = all.and(tags -> Collections.disjoint(tags, split(unwanted)));
        }
        return all;
    }

    private static List<String> split(String tags) {
        return Arrays.asList(tags.split(","));
    }
}
