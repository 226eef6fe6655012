package org.bastide.common.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a service writes a {@link Problem}: each OpenStack service has its own body. */
public enum FaultShape {
    /** {@code {"error": {"code", "message", "title"}}}. */
    KEYSTONE {
        @Override
        Object body(Problem problem) {
            Map<String, Object> error = base(problem);
            error.put("title", problem.code().title());
            return Map.of("error", error);
        }
    },
    /** {@code {"itemNotFound": {"code", "message"}}}, Cinder's too. */
    NOVA {
        @Override
        Object body(Problem problem) {
            return Map.of(problem.code().novaName(), base(problem));
        }
    },
    /** {@code {"message", "code", "title"}}. */
    GLANCE {
        @Override
        Object body(Problem problem) {
            Map<String, Object> fault = base(problem);
            fault.put("code", problem.code().status() + " " + problem.code().title());
            fault.put("title", problem.code().title());
            return fault;
        }
    },
    /** {@code {"NeutronError": {"type", "message", "detail"}}}. */
    NEUTRON {
        @Override
        Object body(Problem problem) {
            Map<String, Object> error = new LinkedHashMap<>();
            error.put("type", problem.code().title().replace(" ", ""));
            error.put("message", problem.getMessage());
            error.put("detail", "");
            return Map.of("NeutronError", error);
        }
    };

    abstract Object body(Problem problem);

    private static Map<String, Object> base(Problem problem) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("code", problem.code().status());
        fault.put("message", problem.getMessage());
        return fault;
    }
}
