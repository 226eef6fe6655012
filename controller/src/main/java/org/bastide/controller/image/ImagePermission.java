package org.bastide.controller.image;

import org.bastide.common.http.Permission;
import org.bastide.common.http.Rule;

import java.util.Locale;

/** What Glance's default policies let callers do with images; whose images, the row decides. */
enum ImagePermission implements Permission {
    ADD_IMAGE(Rule.MEMBER),
    GET_IMAGE(Rule.READER),
    GET_IMAGES(Rule.READER),
    MODIFY_IMAGE(Rule.MEMBER),
    DELETE_IMAGE(Rule.MEMBER),
    PUBLICIZE_IMAGE(Rule.ADMIN),
    COMMUNITIZE_IMAGE(Rule.MEMBER),
    UPLOAD_IMAGE(Rule.MEMBER),
    DOWNLOAD_IMAGE(Rule.READER),
    DEACTIVATE(Rule.ADMIN),
    REACTIVATE(Rule.ADMIN);

    private final Rule rule;

    ImagePermission(Rule rule) {
        this.rule = rule;
    }

    @Override
    public String policy() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Rule rule() {
        return rule;
    }
}
