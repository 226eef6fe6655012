package org.bastide.controller.compute.quota;

import org.bastide.common.http.Json;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Limits as a request to change them names them.
 *
 * @param force whether they may be lower than what is used already
 */
record QuotaUpdate(Map<Quota, Integer> limits, boolean force) {
    static QuotaUpdate ofProject(Json json, List<Quota> known) {
        return parse(json, known, List.of("force"));
    }

    static QuotaUpdate ofClass(Json json, List<Quota> known) {
        return parse(json, known, List.of());
    }

    private static QuotaUpdate parse(Json json, List<Quota> known, List<String> others) {
        json.only(
                Stream.concat(known.stream().map(Quota::word), others.stream())
                        .toArray(String[]::new));
        Map<Quota, Integer> limits = new EnumMap<>(Quota.class);
        for (Quota quota : known) {
            json.optionalInt(quota.word(), -1, Integer.MAX_VALUE)
                    .ifPresent(limit -> limits.put(quota, limit));
        }
        return new QuotaUpdate(limits, json.bool("force", false));
    }
}
