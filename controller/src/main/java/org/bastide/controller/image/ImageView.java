package org.bastide.controller.image;

import org.bastide.common.http.Page;
import org.bastide.common.http.Request;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Images as the API shows them: one flat object each, properties beside the fields. */
final class ImageView {
    private static final String SCHEMA = "/v2/schemas/image";

    private ImageView() {}

    /** One image. */
    static Map<String, Object> of(Image image) {
        ImageMetadata metadata = image.metadata();
        Optional<ImageContent> content = image.content();
        Map<String, Object> view = new LinkedHashMap<>(metadata.properties());
        view.put("id", image.id());
        view.put("name", metadata.name().orElse(null));
        view.put("status", image.status());
        view.put("visibility", metadata.visibility().shown());
        view.put("owner", image.owner());
        view.put("protected", metadata.isProtected());
        view.put("os_hidden", metadata.hidden());
        view.put("disk_format", metadata.diskFormat().orElse(null));
        view.put("container_format", metadata.containerFormat().orElse(null));
        view.put("min_disk", metadata.minDisk());
        view.put("min_ram", metadata.minRam());
        view.put("tags", metadata.tags());
        view.put("size", content.map(ImageContent::size).orElse(null));
        view.put("virtual_size", content.map(ImageContent::virtualSize).orElse(null));
        view.put("checksum", content.map(ImageContent::md5).orElse(null));
        view.put("os_hash_algo", content.map(bytes -> "sha512").orElse(null));
        view.put("os_hash_value", content.map(ImageContent::sha512).orElse(null));
        view.put("created_at", time(image.created()));
        view.put("updated_at", time(image.updated()));
        view.put("self", "/v2/images/" + image.id());
        view.put("file", "/v2/images/" + image.id() + "/file");
        view.put("schema", SCHEMA);
        return view;
    }

    /** A page of images, with links that start at the service's root, as Glance's do. */
    static Map<String, Object> list(List<Image> images, Page page, Request request) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("images", images.stream().map(ImageView::of).toList());
        view.put("schema", "/v2/schemas/images");
        view.put("first", "/v2/images");
        page.next(request, images.stream().map(Image::id).toList())
                .ifPresent(next -> view.put("next", next.substring(request.link("").length())));
        return view;
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
