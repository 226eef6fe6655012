package org.bastide.controller.compute.flavor;

import org.bastide.common.http.Request;
import org.bastide.controller.compute.base.ComputePermission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How flavors look in answers, by microversion. */
final class FlavorView {
    private record Link(String rel, String href) {}

    private FlavorView() {}

    static Map<String, Object> brief(Flavor flavor, Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", flavor.id());
        view.put("name", flavor.name());
        if (request.version().atLeast(2, 55)) {
            view.put("description", flavor.description());
        }
        view.put("links", links(flavor, request));
        return view;
    }

    static Map<String, Object> full(Flavor flavor, Request request) {
        Map<String, Object> view = brief(flavor, request);
        view.put("vcpus", flavor.vcpus());
        view.put("ram", flavor.ram());
        view.put("disk", flavor.disk());
        view.put("swap", swap(flavor, request));
        view.put("OS-FLV-EXT-DATA:ephemeral", flavor.ephemeral());
        view.put("OS-FLV-DISABLED:disabled", false);
        view.put("os-flavor-access:is_public", flavor.isPublic());
        view.put("rxtx_factor", flavor.rxtxFactor());
        if (request.version().atLeast(2, 61)
                && request.caller().may(ComputePermission.EXTRA_SPECS_LIST)) {
            view.put("extra_specs", flavor.extraSpecs());
        }
        return view;
    }

    /** No swap was an empty text once. */
    private static Object swap(Flavor flavor, Request request) {
        return flavor.swap() == 0 && !request.version().atLeast(2, 75) ? "" : flavor.swap();
    }

    private static List<Link> links(Flavor flavor, Request request) {
        String path = "/flavors/" + flavor.id();
        return List.of(
                new Link("self", request.link(path)),
                new Link("bookmark", request.root() + "/compute" + path));
    }
}
