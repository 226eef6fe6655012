package org.bastide.controller.image;

import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.common.http.Reply;
import org.bastide.common.http.Request;
import org.bastide.common.http.Routes;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** {@code /v2/images}. */
final class ImageApi {
    private static final String BYTES = "application/octet-stream";

    private final ImageService images;
    private final UploadImage uploads;
    private final DownloadImage downloads;

    ImageApi(ImageService images, UploadImage uploads, DownloadImage downloads) {
        this.images = images;
        this.uploads = uploads;
        this.downloads = downloads;
    }

    void mount(Routes routes) {
        routes.post("/v2/images", this::create);
        routes.get("/v2/images", this::list);
        routes.get("/v2/images/:id", this::show);
        routes.patch("/v2/images/:id", this::patch);
        routes.delete("/v2/images/:id", this::delete);
        routes.upload("PUT", "/v2/images/:id/file", this::upload);
        routes.get("/v2/images/:id/file", this::download);
        routes.put("/v2/images/:id/tags/:tag", this::tag);
        routes.delete("/v2/images/:id/tags/:tag", this::untag);
        routes.post("/v2/images/:id/actions/deactivate", this::deactivate);
        routes.post("/v2/images/:id/actions/reactivate", this::reactivate);
    }

    private Reply create(Request request) {
        NewImage wanted = NewImage.parse(request.json());
        Image image = images.create(request.caller(), request.id(), wanted);
        return Reply.created(ImageView.of(image))
                .header("Location", request.link("/v2/images/" + image.id()));
    }

    private Reply list(Request request) {
        Page page = Page.parse(request, ImageOrder.KEYS, ImageOrder.STANDARD);
        List<Image> found = images.list(request.caller(), ImageFilter.parse(request), page);
        return Reply.ok(ImageView.list(found, page, request));
    }

    private Reply show(Request request) {
        return Reply.ok(ImageView.of(images.show(request.caller(), request.path("id"))));
    }

    private Reply patch(Request request) {
        ImagePatch patch = ImagePatch.parse(request);
        return Reply.ok(
                ImageView.of(
                        images.change(request.caller(), request.id(), request.path("id"), patch)));
    }

    private Reply delete(Request request) {
        images.delete(request.caller(), request.id(), request.path("id"));
        return Reply.noContent();
    }

    private Reply upload(Request request) {
        if (request.mediaType().filter(BYTES::equals).isEmpty()) {
            throw new Problem(
                    Problem.Code.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type must be %s.".formatted(BYTES));
        }
        uploads.upload(
                request.caller(),
                request.id(),
                request.path("id"),
                declared(request),
                request.bytes());
        return Reply.noContent();
    }

    /** The length that the client names, in one of two headers. */
    private static OptionalLong declared(Request request) {
        OptionalLong length = request.bytes().length();
        String size = request.header("x-openstack-image-size").orElse("");
        if (size.isEmpty()) {
            return length;
        }
        if (!size.matches("\\d{1,18}")) {
            throw Problem.badRequest("x-openstack-image-size is not a number of bytes");
        }
        if (length.isPresent() && length.getAsLong() != Long.parseLong(size)) {
            throw Problem.badRequest(
                    "x-openstack-image-size is %s, but %d bytes are sent"
                            .formatted(size, length.getAsLong()));
        }
        return OptionalLong.of(Long.parseLong(size));
    }

    private Reply download(Request request) {
        return downloads
                .download(request.caller(), request.path("id"))
                .map(
                        bytes ->
                                Reply.stream(
                                                bytes.content().size(),
                                                CompletableFuture.completedFuture(bytes.source()))
                                        .header("Content-MD5", bytes.content().md5()))
                .orElseGet(Reply::noContent);
    }

    private Reply tag(Request request) {
        images.tag(request.caller(), request.id(), request.path("id"), request.path("tag"));
        return Reply.noContent();
    }

    private Reply untag(Request request) {
        images.untag(request.caller(), request.id(), request.path("id"), request.path("tag"));
        return Reply.noContent();
    }

    private Reply deactivate(Request request) {
        images.deactivate(request.caller(), request.id(), request.path("id"));
        return Reply.noContent();
    }

    private Reply reactivate(Request request) {
        images.reactivate(request.caller(), request.id(), request.path("id"));
        return Reply.noContent();
    }
}
