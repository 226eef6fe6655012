package org.bastide.controller.identity.base;

import org.bastide.common.http.Permission;
import org.bastide.common.http.Rule;

/**
 * What may be done in identity, by Keystone's policy names. What belongs to the caller themselves
 * is allowed by the services beyond this.
 */
public enum IdentityPermission implements Permission {
    GET_USER("get_user", Rule.SYSTEM_READER),
    LIST_USERS("list_users", Rule.SYSTEM_READER),
    CREATE_USER("create_user", Rule.ADMIN),
    UPDATE_USER("update_user", Rule.ADMIN),
    DELETE_USER("delete_user", Rule.ADMIN),
    LIST_USER_PROJECTS("list_user_projects", Rule.SYSTEM_READER),
    GET_PROJECT("get_project", Rule.SYSTEM_READER),
    LIST_PROJECTS("list_projects", Rule.SYSTEM_READER),
    CREATE_PROJECT("create_project", Rule.ADMIN),
    UPDATE_PROJECT("update_project", Rule.ADMIN),
    DELETE_PROJECT("delete_project", Rule.ADMIN),
    GET_DOMAIN("get_domain", Rule.SYSTEM_READER),
    LIST_DOMAINS("list_domains", Rule.SYSTEM_READER),
    CREATE_DOMAIN("create_domain", Rule.ADMIN),
    UPDATE_DOMAIN("update_domain", Rule.ADMIN),
    DELETE_DOMAIN("delete_domain", Rule.ADMIN),
    GET_ROLE("get_role", Rule.SYSTEM_READER),
    LIST_ROLES("list_roles", Rule.SYSTEM_READER),
    CREATE_ROLE("create_role", Rule.ADMIN),
    UPDATE_ROLE("update_role", Rule.ADMIN),
    DELETE_ROLE("delete_role", Rule.ADMIN),
    GET_IMPLIED_ROLE("get_implied_role", Rule.SYSTEM_READER),
    LIST_IMPLIED_ROLES("list_implied_roles", Rule.SYSTEM_READER),
    CREATE_IMPLIED_ROLE("create_implied_role", Rule.ADMIN),
    DELETE_IMPLIED_ROLE("delete_implied_role", Rule.ADMIN),
    LIST_ROLE_INFERENCES("list_role_inference_rules", Rule.SYSTEM_READER),
    LIST_ROLE_ASSIGNMENTS("list_role_assignments", Rule.SYSTEM_READER),
    CHECK_GRANT("check_grant", Rule.SYSTEM_READER),
    LIST_GRANTS("list_grants", Rule.SYSTEM_READER),
    CREATE_GRANT("create_grant", Rule.ADMIN),
    REVOKE_GRANT("revoke_grant", Rule.ADMIN),
    VALIDATE_TOKEN("validate_token", Rule.SERVICE),
    REVOKE_TOKEN("revoke_token", Rule.ADMIN),
    GET_SERVICE("get_service", Rule.SYSTEM_READER),
    LIST_SERVICES("list_services", Rule.SYSTEM_READER),
    GET_ENDPOINT("get_endpoint", Rule.SYSTEM_READER),
    LIST_ENDPOINTS("list_endpoints", Rule.SYSTEM_READER),
    CHANGE_CATALOG("create_service", Rule.ADMIN);

    private final String policy;
    private final Rule rule;

    IdentityPermission(String name, Rule rule) {
        this.policy = "identity:" + name;
        this.rule = rule;
    }

    @Override
    public String policy() {
        return policy;
    }

    @Override
    public Rule rule() {
        return rule;
    }

    @Override
    public String refusal() {
        return "You are not authorized to perform the requested action: %s.".formatted(policy);
    }
}
