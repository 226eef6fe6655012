package org.bastide.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.bastide.cli.Complaint;
import org.bastide.cli.Exit;
import org.bastide.cli.api.Patience;
import org.bastide.cli.api.Service;
import org.bastide.cli.api.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The images of the project that asks; another project's of the same name do not count. */
final class Images {
    private static final Duration PERIOD = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Set<String> UNDER_WAY = Set.of("saving", "importing", "uploading");

    private final Session session;

    Images(Session session) {
        this.session = session;
    }

    /**
     * Makes it if it is not there. An image whose upload was cut off gets its bytes; one with other
     * bytes makes way where that is wanted, once the new one is whole.
     */
    String make(WantedImage wanted) {
        List<JsonNode> found = named(wanted.name());
        List<JsonNode> whole = found.stream().filter(image -> is(image, "active")).toList();
        if (whole.isEmpty()) {
            return upload(wanted, found);
        }
        if (!wanted.replace()) {
            return whole.stream().anyMatch(image -> Content.sameSize(wanted.file(), image))
                    ? "is there"
                    : "is there, but differs from the file; 'replace: true' replaces it";
        }
        Optional<JsonNode> same =
                whole.stream().filter(image -> Content.same(wanted.file(), image)).findFirst();
        String done = same.isPresent() ? "is there" : upload(wanted, found);
        List<JsonNode> old =
                whole.stream().filter(image -> !same.equals(Optional.of(image))).toList();
        old.forEach(this::delete);
        return old.isEmpty() ? done : done + ", others of its name deleted";
    }

    private String upload(WantedImage wanted, List<JsonNode> found) {
        Optional<JsonNode> begun =
                found.stream()
                        .filter(image -> UNDER_WAY.contains(image.path("status").asText()))
                        .findFirst()
                        .map(this::settled)
                        .or(() -> found.stream().filter(image -> is(image, "queued")).findFirst());
        if (begun.filter(image -> is(image, "active")).isPresent()) {
            return "is there, uploaded by someone else meanwhile";
        }
        Optional<JsonNode> queued = begun.filter(image -> is(image, "queued"));
        String id = queued.map(image -> image.path("id").asText()).orElseGet(() -> create(wanted));
        session.upload(Service.IMAGE, "/images/" + id + "/file", wanted.file())
                .expect("upload %s to image %s".formatted(wanted.file(), wanted.name()), 204);
        JsonNode image = settled(show(id));
        if (!is(image, "active")) {
            throw new Complaint(
                    Exit.FAILED,
                    "image %s (%s) is %s after its upload"
                            .formatted(wanted.name(), id, image.path("status").asText()));
        }
        return queued.isPresent() ? "uploaded again" : "created";
    }

    private String create(WantedImage wanted) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        wanted.properties().forEach(body::put);
        body.put("name", wanted.name())
                .put("disk_format", wanted.diskFormat())
                .put("container_format", wanted.containerFormat())
                .put("visibility", wanted.visibility())
                .put("min_disk", wanted.minDisk())
                .put("min_ram", wanted.minRam());
        return session.post(Service.IMAGE, "/images", body)
                .expect("create image " + wanted.name(), 201)
                .json()
                .path("id")
                .asText();
    }

    private void delete(JsonNode image) {
        session.delete(Service.IMAGE, "/images/" + image.path("id").asText())
                .expect("delete image " + image.path("id").asText(), 204, 404);
    }

    /** The image once nobody is writing to it. */
    private JsonNode settled(JsonNode image) {
        Patience patience = Patience.of(PATIENCE);
        JsonNode now = image;
        while (UNDER_WAY.contains(now.path("status").asText())) {
            if (patience.ended()) {
                throw new Complaint(
                        Exit.FAILED,
                        "image %s (%s) is still %s"
                                .formatted(
                                        now.path("name").asText(),
                                        now.path("id").asText(),
                                        now.path("status").asText()));
            }
            patience.pause(PERIOD);
            now = show(now.path("id").asText());
        }
        return now;
    }

    private JsonNode show(String id) {
        return session.get(Service.IMAGE, "/images/" + id).expect("show image " + id, 200).json();
    }

    private List<JsonNode> named(String name) {
        JsonNode images =
                session.get(
                                Service.IMAGE,
                                "/images?name=%s&owner=%s&limit=100"
                                        .formatted(Session.encoded(name), session.project()))
                        .expect("look for image " + name, 200)
                        .json()
                        .path("images");
        List<JsonNode> list = new ArrayList<>();
        images.forEach(list::add);
        return List.copyOf(list);
    }

    private static boolean is(JsonNode image, String status) {
        return image.path("status").asText().equals(status);
    }
}
