package org.bastide.controller.compute.base;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Permission;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Rule;

/**
 * What callers may do in compute, by Nova's names of its policies and with its defaults. To see the
 * cloud's flavors and extensions a valid token is enough, as there.
 */
public enum ComputePermission implements Permission {
    FLAVOR_CREATE("os-flavor-manage:create", Rule.ADMIN),
    FLAVOR_UPDATE("os-flavor-manage:update", Rule.ADMIN),
    FLAVOR_DELETE("os-flavor-manage:delete", Rule.ADMIN),
    FLAVOR_ACCESS_LIST("os-flavor-access", Rule.ADMIN),
    FLAVOR_ACCESS_ADD("os-flavor-access:add_tenant_access", Rule.ADMIN),
    FLAVOR_ACCESS_REMOVE("os-flavor-access:remove_tenant_access", Rule.ADMIN),
    EXTRA_SPECS_LIST("os-flavor-extra-specs:index", Rule.READER),
    EXTRA_SPECS_SHOW("os-flavor-extra-specs:show", Rule.READER),
    EXTRA_SPECS_CREATE("os-flavor-extra-specs:create", Rule.ADMIN),
    EXTRA_SPECS_UPDATE("os-flavor-extra-specs:update", Rule.ADMIN),
    EXTRA_SPECS_DELETE("os-flavor-extra-specs:delete", Rule.ADMIN),
    KEYPAIR_LIST("os-keypairs:index", Rule.ANYONE),
    KEYPAIR_SHOW("os-keypairs:show", Rule.ANYONE),
    KEYPAIR_CREATE("os-keypairs:create", Rule.ANYONE),
    KEYPAIR_DELETE("os-keypairs:delete", Rule.ANYONE),
    LIMITS_SHOW("limits", Rule.ANYONE),
    LIMITS_OTHER_PROJECT("limits:other_project", Rule.ADMIN),
    QUOTA_SHOW("os-quota-sets:show", Rule.READER),
    QUOTA_DETAIL("os-quota-sets:detail", Rule.READER),
    QUOTA_DEFAULTS("os-quota-sets:defaults", Rule.ANYONE),
    QUOTA_UPDATE("os-quota-sets:update", Rule.ADMIN),
    QUOTA_DELETE("os-quota-sets:delete", Rule.ADMIN),
    QUOTA_CLASS_SHOW("os-quota-class-sets:show", Rule.ADMIN),
    QUOTA_CLASS_UPDATE("os-quota-class-sets:update", Rule.ADMIN),
    ZONE_LIST("os-availability-zone:list", Rule.ANYONE),
    SERVERS_CREATE("servers:create", Rule.MEMBER),
    SERVERS_CREATE_ON_HOST("servers:create:forced_host", Rule.ADMIN),
    SERVERS_CREATE_ON_DESTINATION("servers:create:requested_destination", Rule.ADMIN),
    SERVERS_LIST("servers:index", Rule.READER),
    SERVERS_SHOW("servers:show", Rule.READER),
    SERVERS_UPDATE("servers:update", Rule.MEMBER),
    SERVERS_DELETE("servers:delete", Rule.MEMBER),
    SERVERS_START("servers:start", Rule.MEMBER),
    SERVERS_STOP("servers:stop", Rule.MEMBER),
    SERVERS_PAUSE("os-pause-server:pause", Rule.MEMBER),
    SERVERS_UNPAUSE("os-pause-server:unpause", Rule.MEMBER),
    SERVERS_SUSPEND("os-suspend-server:suspend", Rule.MEMBER),
    SERVERS_RESUME("os-suspend-server:resume", Rule.MEMBER),
    SERVERS_REBOOT("servers:reboot", Rule.MEMBER),
    SERVERS_LOCK("os-lock-server:lock", Rule.MEMBER),
    SERVERS_UNLOCK("os-lock-server:unlock", Rule.MEMBER),
    SERVERS_UNLOCK_OVERRIDE("os-lock-server:unlock:unlock_override", Rule.ADMIN),
    SERVERS_RESET_STATE("os-admin-actions:reset_state", Rule.ADMIN),
    SERVERS_FORCE_DELETE("os-deferred-delete:force", Rule.MEMBER),
    SERVER_TOPOLOGY("server:topology:index", Rule.READER),
    SERVER_METADATA_LIST("server-metadata:index", Rule.READER),
    SERVER_METADATA_SHOW("server-metadata:show", Rule.READER),
    SERVER_METADATA_CREATE("server-metadata:create", Rule.MEMBER),
    SERVER_METADATA_UPDATE("server-metadata:update", Rule.MEMBER),
    SERVER_METADATA_UPDATE_ALL("server-metadata:update_all", Rule.MEMBER),
    SERVER_METADATA_DELETE("server-metadata:delete", Rule.MEMBER),
    SERVER_TAGS_LIST("os-server-tags:index", Rule.READER),
    SERVER_TAGS_SHOW("os-server-tags:show", Rule.READER),
    SERVER_TAGS_UPDATE("os-server-tags:update", Rule.MEMBER),
    SERVER_TAGS_UPDATE_ALL("os-server-tags:update_all", Rule.MEMBER),
    SERVER_TAGS_DELETE("os-server-tags:delete", Rule.MEMBER),
    SERVER_TAGS_DELETE_ALL("os-server-tags:delete_all", Rule.MEMBER),
    INSTANCE_ACTIONS_LIST("os-instance-actions:list", Rule.READER),
    INSTANCE_ACTIONS_SHOW("os-instance-actions:show", Rule.READER),
    INSTANCE_ACTIONS_EVENTS("os-instance-actions:events", Rule.ADMIN),
    CONSOLE_OUTPUT("os-console-output", Rule.MEMBER),
    HYPERVISORS_LIST("os-hypervisors:list", Rule.ADMIN),
    HYPERVISORS_SHOW("os-hypervisors:show", Rule.ADMIN),
    HYPERVISORS_SEARCH("os-hypervisors:search", Rule.ADMIN),
    HYPERVISORS_SERVERS("os-hypervisors:servers", Rule.ADMIN),
    HYPERVISORS_UPTIME("os-hypervisors:uptime", Rule.ADMIN),
    HYPERVISORS_STATISTICS("os-hypervisors:statistics", Rule.ADMIN),
    SERVICES_LIST("os-services:list", Rule.ADMIN),
    SERVICES_UPDATE("os-services:update", Rule.ADMIN),
    SERVICES_DELETE("os-services:delete", Rule.ADMIN),
    AGGREGATES_LIST("os-aggregates:index", Rule.ADMIN),
    AGGREGATES_SHOW("os-aggregates:show", Rule.ADMIN),
    ZONE_DETAIL("os-availability-zone:detail", Rule.ADMIN);

    private final String policy;
    private final Rule rule;

    ComputePermission(String policy, Rule rule) {
        this.policy = "os_compute_api:" + policy;
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

    /**
     * Goes on only where the caller may, with what is their own project's unless they are an admin.
     *
     * @throws Problem FORBIDDEN otherwise
     */
    public void requireInProject(Caller caller, String project) {
        caller.require(this);
        if (!caller.sees(project)) {
            throw notTheirs();
        }
    }

    /**
     * Goes on only where the caller may, with what is their own unless they are an admin.
     *
     * @throws Problem FORBIDDEN otherwise
     */
    public void requireOfUser(Caller caller, String user) {
        caller.require(this);
        if (!caller.isAdmin() && !caller.user().equals(user)) {
            throw notTheirs();
        }
    }

    private Problem notTheirs() {
        return Problem.forbidden("Policy doesn't allow %s to be performed.".formatted(policy));
    }
}
