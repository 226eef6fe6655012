package org.bastide.controller.identity.base;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The condition of a query, of those filters that a request names. */
public final class Where {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** Rows whose column has the value, where there is one. */
    public Where equal(String column, Optional<?> value) {
        value.ifPresent(
                wanted -> {
                    String parameter = "p" + parameters.size();
                    conditions.add(column + " = :" + parameter);
                    parameters.put(parameter, wanted);
                });
        return this;
    }

    /** The condition with its keyword, empty where all rows are wanted. */
    public String sql() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The values that the condition names. */
    public Map<String, Object> parameters() {
        return parameters;
    }
}
