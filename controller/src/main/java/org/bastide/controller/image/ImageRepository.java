package org.bastide.controller.image;

import com.fasterxml.jackson.core.type.TypeReference;

import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Row;
import org.bastide.controller.db.Tx;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Images in SQL. */
final class ImageRepository {
    private static final TypeReference<List<String>> TAGS = new TypeReference<>() {};

    /**
     * Adds an image.
     *
     * @throws ConstraintException if its id is one's already
     */
    void insert(Tx tx, Image image) {
        tx.update(
                """
                INSERT INTO image (id, owner, state, name, visibility, is_protected, hidden, disk_format,
                    container_format, min_disk, min_ram, tags, properties, size, virtual_size, md5, sha512,
                    stored, attempt, upload_holder, upload_until, intent, observed, version, created_at, updated_at)
                VALUES (:id, :owner, :state, :name, :visibility, :isProtected, :hidden, :diskFormat,
                    :containerFormat, :minDisk, :minRam, :tags, :properties, :size, :virtualSize, :md5, :sha512,
                    :stored, :attempt, :holder, :until, :intent, :observed, :version, :created, :updated)
                """,
                columns(image));
    }

    /** Whether the id is, or was, an image's. */
    boolean isTaken(Tx tx, String id) {
        return tx.number(
                        """
                        SELECT (SELECT count(*) FROM image WHERE id = :id)
                             + (SELECT count(*) FROM image_history WHERE id = :id)
                        """,
                        Map.of("id", id))
                > 0;
    }

    /**
     * Writes an image as it shall be, if nobody wrote first. False means: re-read and decide again.
     */
    boolean save(Tx tx, Image image) {
        return tx.update(
                        """
                        UPDATE image SET owner = :owner, state = :state, name = :name, visibility = :visibility,
                            is_protected = :isProtected, hidden = :hidden, disk_format = :diskFormat,
                            container_format = :containerFormat, min_disk = :minDisk, min_ram = :minRam,
                            tags = :tags, properties = :properties, size = :size, virtual_size = :virtualSize,
                            md5 = :md5, sha512 = :sha512, stored = :stored, attempt = :attempt,
                            upload_holder = :holder, upload_until = :until, intent = :intent,
                            observed = :observed, updated_at = :updated, version = version + 1
                        WHERE id = :id AND version = :version
                        """,
                        columns(image))
                == 1;
    }

    /** Changes an image while it is still so, whoever else writes; whether it was. */
    boolean change(Tx tx, String id, Predicate<Image> still, UnaryOperator<Image> change) {
        Optional<Image> found = find(tx, id).filter(still);
        while (found.isPresent() && !save(tx, change.apply(found.get()))) {
            found = find(tx, id).filter(still);
        }
        return found.isPresent();
    }

    Optional<Image> find(Tx tx, String id) {
        return tx.first("SELECT * FROM image WHERE id = :id", Map.of("id", id), this::read);
    }

    /** Every image that is not deleted, newest first. */
    List<Image> all(Tx tx) {
        return tx.list(
                "SELECT * FROM image WHERE state <> 'DELETED' ORDER BY created_at DESC, id DESC",
                Map.of(),
                this::read);
    }

    /** The images that a project owns or that are not only their owners', newest first. */
    List<Image> visibleTo(Tx tx, String project) {
        return tx.list(
                """
                SELECT * FROM image
                WHERE state <> 'DELETED' AND (owner = :project OR visibility IN ('PUBLIC', 'COMMUNITY'))
                ORDER BY created_at DESC, id DESC
                """,
                Map.of("project", project),
                this::read);
    }

    /** The names of those of the images that are there and have one. */
    Map<String, String> names(Tx tx, Collection<String> ids) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String id : ids) {
            find(tx, id).flatMap(image -> image.metadata().name()).ifPresent(n -> names.put(id, n));
        }
        return names;
    }

    /** Bytes that a project's images have. */
    long bytesOf(Tx tx, String owner) {
        return tx.number(
                "SELECT coalesce(sum(size), 0) FROM image WHERE owner = :owner AND state <> 'DELETED'",
                Map.of("owner", owner));
    }

    /** Images that the storage nodes are to do something for, and that nobody is at. */
    List<Image> unsettled(Tx tx, Instant now, int most) {
        return tx.list(
                """
                SELECT * FROM image
                WHERE (observed < intent OR state = 'SAVING') AND (upload_until IS NULL OR upload_until <= :now)
                ORDER BY updated_at LIMIT :most
                """,
                Map.of("now", now, "most", most),
                this::read);
    }

    /** Makes an upload's lease longer, if it still holds. */
    boolean renew(Tx tx, String id, int attempt, UploadLease lease) {
        return tx.update(
                        """
                        UPDATE image SET upload_until = :until, version = version + 1
                        WHERE id = :id AND state = 'SAVING' AND attempt = :attempt AND upload_holder = :holder
                        """,
                        Map.of(
                                "id",
                                id,
                                "attempt",
                                attempt,
                                "holder",
                                lease.holder(),
                                "until",
                                lease.until()))
                == 1;
    }

    /** Makes a deleted image's row history. */
    void forget(Tx tx, Image image, Instant now) {
        int rows =
                tx.update(
                        "DELETE FROM image WHERE id = :id AND state = 'DELETED'",
                        Map.of("id", image.id()));
        if (rows == 1) {
            tx.update(
                    "INSERT INTO image_history (id, owner, deleted_at) VALUES (:id, :owner, :now)",
                    Map.of("id", image.id(), "owner", image.owner(), "now", now));
        }
    }

    private static Map<String, Object> columns(Image image) {
        ImageMetadata metadata = image.metadata();
        Optional<ImageContent> content = image.content();
        Map<String, Object> columns = new HashMap<>();
        columns.put("id", image.id());
        columns.put("owner", image.owner());
        columns.put("state", image.state());
        columns.put("name", metadata.name());
        columns.put("visibility", metadata.visibility());
        columns.put("isProtected", metadata.isProtected());
        columns.put("hidden", metadata.hidden());
        columns.put("diskFormat", metadata.diskFormat());
        columns.put("containerFormat", metadata.containerFormat());
        columns.put("minDisk", metadata.minDisk());
        columns.put("minRam", metadata.minRam());
        columns.put("tags", metadata.tags());
        columns.put("properties", metadata.properties());
        columns.put("size", content.map(ImageContent::size));
        columns.put("virtualSize", content.map(ImageContent::virtualSize));
        columns.put("md5", content.map(ImageContent::md5));
        columns.put("sha512", content.map(ImageContent::sha512));
        columns.put("stored", content.map(ImageContent::attempt));
        columns.put("attempt", image.attempt());
        columns.put("holder", image.lease().map(UploadLease::holder));
        columns.put("until", image.lease().map(UploadLease::until));
        columns.put("intent", image.intent());
        columns.put("observed", image.observed());
        columns.put("version", image.version());
        columns.put("created", image.created());
        columns.put("updated", image.updated());
        return columns;
    }

    private Image read(Row row) {
        return new Image(
                row.string("id"),
                row.string("owner"),
                row.constant("state", ImageState.class),
                metadata(row),
                row.optionalNumber("size").map(size -> content(row, size)),
                row.integer("attempt"),
                row.optionalString("upload_holder")
                        .map(holder -> new UploadLease(holder, row.instant("upload_until"))),
                row.number("intent"),
                row.number("observed"),
                row.number("version"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static ImageMetadata metadata(Row row) {
        return new ImageMetadata(
                row.optionalString("name"),
                row.constant("visibility", Visibility.class),
                row.bool("is_protected"),
                row.bool("hidden"),
                row.optionalString("disk_format"),
                row.optionalString("container_format"),
                row.integer("min_disk"),
                row.integer("min_ram"),
                row.json("tags", TAGS),
                row.texts("properties"));
    }

    private static ImageContent content(Row row, long size) {
        return new ImageContent(
                size,
                row.number("virtual_size"),
                row.string("md5"),
                row.string("sha512"),
                row.integer("stored"));
    }
}
