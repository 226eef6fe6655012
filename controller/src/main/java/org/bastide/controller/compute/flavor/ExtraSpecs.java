package org.bastide.controller.compute.flavor;

import com.fasterxml.jackson.databind.JsonNode;

import org.bastide.common.http.Json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Extra specs of a request; any well-formed key is taken, numbers are kept as texts. */
final class ExtraSpecs {
    private static final Pattern KEY = Pattern.compile("[a-zA-Z0-9\\-_:. ]{1,255}");
    private static final int LONGEST = 255;

    private ExtraSpecs() {}

    static Map<String, String> parse(Json specs) {
        Map<String, String> parsed = new LinkedHashMap<>();
        for (String key : specs.fields()) {
            if (!KEY.matcher(key).matches()) {
                throw specs.invalid(
                        key,
                        "does not have a valid key: 1 to 255 letters, digits, spaces, '.', ':', '-' and '_'");
            }
            parsed.put(key, text(specs, key));
        }
        return parsed;
    }

    private static String text(Json specs, String key) {
        JsonNode value = specs.node().path(key);
        if (!value.isNumber()) {
            return specs.string(key, 0, LONGEST);
        }
        if (value.asText().length() > LONGEST) {
            throw specs.invalid(key, "is too long");
        }
        return value.asText();
    }
}
