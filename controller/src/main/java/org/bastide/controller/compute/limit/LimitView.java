package org.bastide.controller.compute.limit;

import org.bastide.common.http.Microversion;
import org.bastide.controller.compute.quota.Quota;
import org.bastide.controller.compute.quota.Standing;

import java.util.LinkedHashMap;
import java.util.Map;

/** How limits look in answers, by microversion. */
final class LimitView {
    private LimitView() {}

    static Map<String, Object> absolute(Standing standing, Microversion version) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("maxTotalInstances", standing.limit(Quota.INSTANCES));
        view.put("maxTotalCores", standing.limit(Quota.CORES));
        view.put("maxTotalRAMSize", standing.limit(Quota.RAM));
        view.put("maxServerMeta", standing.limit(Quota.METADATA_ITEMS));
        view.put("maxTotalKeypairs", standing.limit(Quota.KEY_PAIRS));
        view.put("maxServerGroups", standing.limit(Quota.SERVER_GROUPS));
        view.put("maxServerGroupMembers", standing.limit(Quota.SERVER_GROUP_MEMBERS));
        view.put("totalInstancesUsed", standing.use().of(Quota.INSTANCES));
        view.put("totalCoresUsed", standing.use().of(Quota.CORES));
        view.put("totalRAMUsed", standing.use().of(Quota.RAM));
        view.put("totalServerGroupsUsed", standing.use().of(Quota.SERVER_GROUPS));
        if (!version.atLeast(2, 36)) {
            network(standing, view);
        }
        if (!version.atLeast(2, 39)) {
            view.put("maxImageMeta", standing.limit(Quota.METADATA_ITEMS));
        }
        if (!version.atLeast(2, 57)) {
            view.put("maxPersonality", standing.limit(Quota.INJECTED_FILES));
            view.put("maxPersonalitySize", standing.limit(Quota.INJECTED_FILE_CONTENT_BYTES));
        }
        return view;
    }

    private static void network(Standing standing, Map<String, Object> view) {
        view.put("maxSecurityGroups", standing.limit(Quota.SECURITY_GROUPS));
        view.put("maxSecurityGroupRules", standing.limit(Quota.SECURITY_GROUP_RULES));
        view.put("maxTotalFloatingIps", standing.limit(Quota.FLOATING_IPS));
        view.put("totalFloatingIpsUsed", standing.use().of(Quota.FLOATING_IPS));
        view.put("totalSecurityGroupsUsed", standing.use().of(Quota.SECURITY_GROUPS));
    }
}
