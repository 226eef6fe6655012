package org.bastide.controller.identity.user;

import org.bastide.common.http.Request;
import org.bastide.controller.identity.base.Listing;

import java.util.Optional;

/** Which users a list shows. */
record UserFilter(Optional<String> name, Optional<String> domain, Optional<Boolean> enabled) {
    static UserFilter parse(Request request) {
        return new UserFilter(
                request.query("name"),
                request.query("domain_id"),
                Listing.bool(request, "enabled"));
    }
}
