package org.bastide.controller.compute.version;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.List;
import java.util.Map;

/** The version documents, open to all, by which clients find their way. */
public final class VersionApi {
    private record Link(String rel, String href) {}

    private record MediaType(String base, String type) {}

    private record Listed(
            String id,
            String status,
            String version,
            String minVersion,
            String updated,
            List<Link> links) {}

    private record Shown(
            String id,
            String status,
            String version,
            String minVersion,
            String updated,
            List<Link> links,
            @JsonProperty("media-types") List<MediaType> mediaTypes) {}

    private static final String ID = "v2.1";
    private static final String STATUS = "CURRENT";
    private static final String UPDATED = "2013-07-23T11:33:21Z";

    /** Adds the list of versions to {@link ComputeVersions#ROOT}. */
    public void mountRoot(Routes routes) {
        routes.open("GET", "/", this::list);
    }

    /** Adds the version's own document to {@link ComputeVersions#SERVICE}. */
    public void mount(Routes routes) {
        routes.open("GET", "/", this::show);
    }

    private Reply list(Request request) {
        Listed version =
                new Listed(
                        ID,
                        STATUS,
                        ComputeVersions.NEWEST.toString(),
                        ComputeVersions.OLDEST.toString(),
                        UPDATED,
                        List.of(self(request)));
        return Reply.ok(Map.of("versions", List.of(version)));
    }

    private Reply show(Request request) {
        Shown version =
                new Shown(
                        ID,
                        STATUS,
                        ComputeVersions.NEWEST.toString(),
                        ComputeVersions.OLDEST.toString(),
                        UPDATED,
                        List.of(self(request)),
                        List.of(
                                new MediaType(
                                        "application/json",
                                        "application/vnd.openstack.compute+json;version=2.1")));
        return Reply.ok(Map.of("version", version));
    }

    private static Link self(Request request) {
        return new Link("self", request.root() + ComputeVersions.SERVICE.prefix() + "/");
    }
}
