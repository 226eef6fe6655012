package org.bastide.controller.node;

import org.bastide.common.http.Permission;
import org.bastide.common.http.Rule;

/** Who may do what with nodes. */
public enum NodePermission implements Permission {
    LIST("bastide:nodes:list"),
    INVITE("bastide:nodes:invite");

    private final String policy;

    NodePermission(String policy) {
        this.policy = policy;
    }

    @Override
    public String policy() {
        return policy;
    }

    @Override
    public Rule rule() {
        return Rule.ADMIN;
    }
}
