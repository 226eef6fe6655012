package org.bastide.controller.image;

import org.bastide.common.http.Page;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** How a list of images may be sorted. */
final class ImageOrder {
    static final Set<String> KEYS =
            Set.of(
                    "name",
                    "status",
                    "container_format",
                    "disk_format",
                    "size",
                    "id",
                    "created_at",
                    "updated_at");

    /** Newest first. */
    static final List<Page.Sort> STANDARD = List.of(new Page.Sort("created_at", false));

    private ImageOrder() {}

    /** Compares by the sorts in order of weight. */
    static Comparator<Image> by(List<Page.Sort> sorts) {
        return sorts.stream()
                .map(sort -> sort.ascending() ? by(sort.key()) : by(sort.key()).reversed())
                .reduce(Comparator::thenComparing)
                .orElseThrow();
    }

    private static Comparator<Image> by(String key) {
        return switch (key) {
            case "name" -> Comparator.comparing(image -> image.metadata().name().orElse(""));
            case "status" -> Comparator.comparing(Image::status);
            case "container_format" ->
                    Comparator.comparing(image -> image.metadata().containerFormat().orElse(""));
            case "disk_format" ->
                    Comparator.comparing(image -> image.metadata().diskFormat().orElse(""));
            case "size" ->
                    Comparator.comparing(
                            image -> image.content().map(ImageContent::size).orElse(-1L));
            case "id" -> Comparator.comparing(Image::id);
            case "created_at" -> Comparator.comparing(Image::created);
            case "updated_at" -> Comparator.comparing(Image::updated);
            default -> throw new IllegalArgumentException("images have no order by " + key);
        };
    }
}
