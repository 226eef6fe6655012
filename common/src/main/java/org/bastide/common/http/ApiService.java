package org.bastide.common.http;

import java.util.Optional;

/**
 * One OpenStack service on the port.
 *
 * @param type its type in the catalog, such as {@code compute}
 * @param prefix its path, such as {@code /compute/v2.1}
 * @param faults how it writes problems
 * @param versions the microversions that it serves, if it has any
 */
public record ApiService(
        String type, String prefix, FaultShape faults, Optional<Versions> versions) {
    /**
     * A range of microversions.
     *
     * @param oldest also what a request gets that names none
     * @param newest the newest one served
     */
    public record Versions(Microversion oldest, Microversion newest) {}

    /** A service without microversions. */
    public static ApiService of(String type, String prefix, FaultShape faults) {
        return new ApiService(type, prefix, faults, Optional.empty());
    }

    /** Whether the path is this service's, or one below it. */
    boolean covers(String path) {
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    /** The microversion that a request asks for by its headers. */
    Microversion negotiate(Optional<String> standard, Optional<String> nova) {
        if (versions.isEmpty()) {
            return new Microversion(1, 0);
        }
        Versions range = versions.get();
        Optional<String> named =
                standard.flatMap(this::named)
                        .or(() -> type.equals("compute") ? nova : Optional.empty());
        if (named.isEmpty()) {
            return range.oldest();
        }
        if (named.get().equals("latest")) {
            return range.newest();
        }
        Microversion version =
                Microversion.parse(named.get())
                        .orElseThrow(
                                () ->
                                        Problem.badRequest(
                                                "API Version String '%s' is of invalid format. It must be of format MajorNum.MinorNum."
                                                        .formatted(named.get())));
        if (version.compareTo(range.oldest()) < 0 || version.compareTo(range.newest()) > 0) {
            throw new Problem(
                    Problem.Code.NOT_ACCEPTABLE,
                    "Version %s is not supported by the API. Minimum is %s and maximum is %s."
                            .formatted(version, range.oldest(), range.newest()));
        }
        return version;
    }

    /** {@code compute 2.37}, one of several separated by commas. */
    private Optional<String> named(String header) {
        for (String one : header.split(",")) {
            String[] words = one.trim().split("\\s+");
            if (words.length == 2 && words[0].equals(type)) {
                return Optional.of(words[1]);
            }
        }
        return Optional.empty();
    }
}
