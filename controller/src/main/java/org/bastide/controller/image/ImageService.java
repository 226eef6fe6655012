package org.bastide.controller.image;

import org.bastide.common.http.Caller;
import org.bastide.common.http.Page;
import org.bastide.common.http.Problem;
import org.bastide.controller.db.ConstraintException;
import org.bastide.controller.db.Database;
import org.bastide.controller.db.Tx;
import org.bastide.controller.ledger.Event;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What can be done with images, but for their bytes: {@link UploadImage}, {@link DownloadImage}.
 */
public final class ImageService {
    private static final int TRIES = 5;

    private final Database database;
    private final ImageRepository repository;
    private final ImageAccess access;
    private final Runnable nudge;
    private final InstantSource clock;
    private final Supplier<String> ids;

    ImageService(
            Database database,
            ImageRepository repository,
            Runnable nudge,
            InstantSource clock,
            Supplier<String> ids) {
        this.database = database;
        this.repository = repository;
        this.access = new ImageAccess(repository);
        this.nudge = nudge;
        this.clock = clock;
        this.ids = ids;
    }

    /** Makes an image that waits for its bytes. */
    Image create(Caller caller, String request, NewImage wanted) {
        caller.require(ImagePermission.ADD_IMAGE);
        String owner = wanted.owner().orElseGet(caller::requireProject);
        if (!caller.sees(owner)) {
            throw Problem.forbidden(
                    "You are not permitted to create images owned by '%s'.".formatted(owner));
        }
        mayShow(caller, wanted.metadata().visibility());
        Image image = Image.queued(wanted, wanted.id().orElseGet(ids), owner, clock.instant());
        try {
            database.write(
                    tx -> {
                        if (repository.isTaken(tx, image.id())) {
                            throw duplicate(image.id());
                        }
                        repository.insert(tx, image);
                        tx.event(event(caller, request, image, "image.create"));
                    });
        } catch (ConstraintException e) {
            throw duplicate(image.id());
        }
        return image;
    }

    Image show(Caller caller, String id) {
        caller.require(ImagePermission.GET_IMAGE);
        return database.read(tx -> access.visible(tx, caller, id));
    }

    List<Image> list(Caller caller, ImageFilter filter, Page page) {
        caller.require(ImagePermission.GET_IMAGES);
        List<Image> visible =
                database.read(
                        tx ->
                                caller.isAdmin()
                                        ? repository.all(tx)
                                        : repository.visibleTo(tx, caller.requireProject()));
        List<Image> listed =
                visible.stream()
                        .filter(image -> isListed(caller, image, filter.visibility()))
                        .filter(filter.matches())
                        .sorted(ImageOrder.by(page.sorts()))
                        .toList();
        return page.of(listed, Image::id);
    }

    /** Others' community images are listed only for those who ask for such. */
    private static boolean isListed(Caller caller, Image image, Optional<String> visibility) {
        if (visibility.isPresent()) {
            return visibility.get().equals("all")
                    || visibility.get().equals(image.metadata().visibility().shown());
        }
        return caller.sees(image.owner()) || image.metadata().visibility() == Visibility.PUBLIC;
    }

    /** Applies a patch; all of it or nothing. */
    Image change(Caller caller, String request, String id, ImagePatch patch) {
        caller.require(ImagePermission.MODIFY_IMAGE);
        return update(
                caller,
                request,
                id,
                "image.update",
                image -> {
                    Image changed = patch.apply(caller, image, clock.instant());
                    if (changed.metadata().visibility() != image.metadata().visibility()) {
                        mayShow(caller, changed.metadata().visibility());
                    }
                    return changed;
                });
    }

    /** Adds a tag. */
    void tag(Caller caller, String request, String id, String tag) {
        caller.require(ImagePermission.MODIFY_IMAGE);
        update(
                caller,
                request,
                id,
                "image.update",
                image -> {
                    List<String> tags = new ArrayList<>(image.metadata().tags());
                    tags.add(tag);
                    return image.with(image.metadata().tagged(tags), clock.instant());
                });
    }

    /** Takes a tag away. */
    void untag(Caller caller, String request, String id, String tag) {
        caller.require(ImagePermission.MODIFY_IMAGE);
        update(
                caller,
                request,
                id,
                "image.update",
                image -> {
                    List<String> tags = new ArrayList<>(image.metadata().tags());
                    if (!tags.remove(tag)) {
                        throw Problem.notFound("Image %s has no tag %s.".formatted(id, tag));
                    }
                    return image.with(image.metadata().tagged(tags), clock.instant());
                });
    }

    /** Lets only administrators read the bytes. */
    void deactivate(Caller caller, String request, String id) {
        caller.require(ImagePermission.DEACTIVATE);
        update(
                caller,
                request,
                id,
                "image.deactivate",
                image ->
                        image.isUsable()
                                ? image.deactivated(clock.instant())
                                : whenAlready(ImageState.DEACTIVATED, image));
    }

    /** Lets everyone who sees the image read the bytes again. */
    void reactivate(Caller caller, String request, String id) {
        caller.require(ImagePermission.REACTIVATE);
        update(
                caller,
                request,
                id,
                "image.reactivate",
                image ->
                        image.state() == ImageState.DEACTIVATED
                                ? image.active(clock.instant())
                                : whenAlready(ImageState.ACTIVE, image));
    }

    private static Image whenAlready(ImageState state, Image image) {
        if (image.state() != state) {
            throw Problem.forbidden(
                    "Image status transition from %s to %s is not allowed"
                            .formatted(image.status(), state.shown()));
        }
        return image;
    }

    /** Makes an image vanish; its bytes go once no upload is at them. */
    void delete(Caller caller, String request, String id) {
        caller.require(ImagePermission.DELETE_IMAGE);
        update(
                caller,
                request,
                id,
                "image.delete",
                image -> {
                    if (image.metadata().isProtected()) {
                        throw Problem.forbidden(
                                "Image %s is protected and cannot be deleted.".formatted(id));
                    }
                    return image.deleted(clock.instant());
                });
        nudge.run();
    }

    private Image update(
            Caller caller, String request, String id, String what, UnaryOperator<Image> change) {
        return database.transact(
                tx -> {
                    for (int tried = 0; tried < TRIES; tried++) {
                        Image changed = change.apply(access.own(tx, caller, id));
                        if (repository.save(tx, changed)) {
                            tx.event(event(caller, request, changed, what));
                            return changed;
                        }
                    }
                    throw Problem.conflict(
                            "Image %s is being changed by others; try again.".formatted(id));
                });
    }

    /**
     * The image that a server is to boot from.
     *
     * @throws Problem BAD_REQUEST, as Nova answers, where the caller sees none such or it has no
     *     bytes to boot from
     */
    public BootImage forBoot(Tx tx, Caller caller, String id) {
        Image image;
        try {
            image = access.visible(tx, caller, id);
        } catch (Problem unseen) {
            throw new Problem(Problem.Code.BAD_REQUEST, "Can not find requested image", unseen);
        }
        if (!image.isUsable()) {
            throw Problem.badRequest("Image %s is not active.".formatted(id));
        }
        ImageContent content = image.content().orElseThrow();
        return new BootImage(
                id,
                image.metadata().name().orElse(""),
                content.size(),
                content.virtualSize(),
                image.metadata().minDisk(),
                image.metadata().minRam(),
                image.metadata().diskFormat().orElseThrow(),
                image.metadata().properties());
    }

    /** The names of those of the images that are there and have one. */
    public Map<String, String> images(Tx tx, Collection<String> ids) {
        return repository.names(tx, ids);
    }

    private static void mayShow(Caller caller, Visibility visibility) {
        switch (visibility) {
            case PUBLIC -> caller.require(ImagePermission.PUBLICIZE_IMAGE);
            case COMMUNITY -> caller.require(ImagePermission.COMMUNITIZE_IMAGE);
            case SHARED, PRIVATE -> {
                // each owner's own affair
            }
        }
    }

    private static Problem duplicate(String id) {
        return Problem.conflict("Image ID %s already exists!".formatted(id));
    }

    /** What a person sees happen to an image. */
    static Event event(Caller caller, String request, Image image, String kind) {
        return new Event(
                image.updated(),
                caller.user(),
                Optional.of(image.owner()),
                kind,
                "image",
                image.id(),
                Optional.of(request),
                Map.of());
    }
}
