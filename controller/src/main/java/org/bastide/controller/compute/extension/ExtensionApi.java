package org.bastide.controller.compute.extension;

import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /extensions}: what Nova once had as extensions, so far as it is served. */
public final class ExtensionApi {
    private static final String UPDATED = "2014-12-03T00:00:00Z";

    private final List<Extension> extensions;

    /**
     * Something that a client may look for.
     *
     * @param alias such as {@code os-keypairs}
     */
    public record Extension(String alias, String name, String description) {}

    /** A list of these. */
    public ExtensionApi(List<Extension> extensions) {
        this.extensions = List.copyOf(extensions);
    }

    /** Adds the routes. */
    public void mount(Routes routes) {
        routes.get("/extensions", this::list);
        routes.get("/extensions/:alias", this::show);
    }

    private Reply list(Request request) {
        return Reply.ok(Map.of("extensions", extensions.stream().map(ExtensionApi::view).toList()));
    }

    private Reply show(Request request) {
        String alias = request.path("alias");
        return extensions.stream()
                .filter(extension -> extension.alias().equals(alias))
                .findFirst()
                .map(extension -> Reply.ok(Map.of("extension", view(extension))))
                .orElseThrow(() -> Problem.notFound("Extension %s not found.".formatted(alias)));
    }

    private static Map<String, Object> view(Extension extension) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("alias", extension.alias());
        view.put("name", extension.name());
        view.put("description", extension.description());
        view.put("links", List.of());
        view.put("namespace", "http://docs.openstack.org/compute/ext/fake_xml");
        view.put("updated", UPDATED);
        return view;
    }
}
