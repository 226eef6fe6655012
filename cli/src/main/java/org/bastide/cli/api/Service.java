package org.bastide.cli.api;

/** An API, as the catalog names it. */
public enum Service {
    IDENTITY("identity", "/v3"),
    IMAGE("image", "/v2"),
    COMPUTE("compute", "/v2.1"),
    /** What OpenStack has no API for; not in the catalog, but at a fixed place. */
    BASTIDE("bastide", "/bastide/v1");

    private final String type;
    private final String version;

    Service(String type, String version) {
        this.type = type;
        this.version = version;
    }

    String type() {
        return type;
    }

    /** An endpoint as the catalog shows it, with the version where it has none. */
    String versioned(String endpoint) {
        String url = endpoint.replaceAll("/+$", "");
        return url.matches(".*/v\\d+(\\.\\d+)?(/[0-9a-f-]+)?") ? url : url + version;
    }
}
